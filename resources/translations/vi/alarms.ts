<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>AlarmWords</name>
    <message>
        <source>Critical</source>
        <translation>Khẩn cấp</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Cao</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Trung bình</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Thấp</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Bình thường</translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation>Chưa xác nhận</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <comment>state</comment>
        <translation>Đã xác nhận</translation>
    </message>
    <message>
        <source>Returned, unacknowledged</source>
        <translation>Đã hết, chưa xác nhận</translation>
    </message>
    <message>
        <source>Latched, unacknowledged</source>
        <translation>Đã chốt, chưa xác nhận</translation>
    </message>
    <message>
        <source>Latched, acknowledged</source>
        <translation>Đã chốt, đã xác nhận</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Phát sinh</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Hết</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Đã xác nhận</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Giải chốt</translation>
    </message>
    <message>
        <source>Priority changed</source>
        <translation>Đổi mức ưu tiên</translation>
    </message>
    <message>
        <source>Alarmed again</source>
        <translation>Báo lại</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>Tạm gác</translation>
    </message>
    <message>
        <source>Taken off the shelf</source>
        <translation>Bỏ tạm gác</translation>
    </message>
    <message>
        <source>Shelving ended</source>
        <translation>Hết hạn tạm gác</translation>
    </message>
    <message>
        <source>Suppressed by design</source>
        <translation>Chặn theo thiết kế</translation>
    </message>
    <message>
        <source>Suppression ended</source>
        <translation>Hết chặn</translation>
    </message>
    <message>
        <source>Taken out of service</source>
        <translation>Ngừng phục vụ</translation>
    </message>
    <message>
        <source>Put back in service</source>
        <translation>Phục vụ trở lại</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Thu hồi</translation>
    </message>
    <message>
        <source>it is acknowledged already</source>
        <translation>đã được xác nhận rồi</translation>
    </message>
    <message>
        <source>it came again since you looked at it</source>
        <translation>đã phát sinh lại sau khi bạn xem</translation>
    </message>
    <message>
        <source>its condition is still true</source>
        <translation>điều kiện vẫn còn</translation>
    </message>
    <message>
        <source>it must be acknowledged first</source>
        <translation>phải xác nhận trước</translation>
    </message>
    <message>
        <source>it is not latched</source>
        <translation>không bị chốt</translation>
    </message>
    <message>
        <source>it is not shelved</source>
        <translation>không được tạm gác</translation>
    </message>
    <message>
        <source>it cannot be shelved for that long</source>
        <translation>không thể tạm gác lâu như vậy</translation>
    </message>
    <message>
        <source>a reason is needed</source>
        <translation>cần có lý do</translation>
    </message>
    <message>
        <source>it is out of service already</source>
        <translation>đã ngừng phục vụ rồi</translation>
    </message>
    <message>
        <source>it is not out of service</source>
        <translation>không ngừng phục vụ</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>không còn nữa</translation>
    </message>
    <message>
        <source>the engine does not answer</source>
        <translation>bộ máy không trả lời</translation>
    </message>
    <message>
        <source>locked for maintenance</source>
        <translation>khóa để bảo trì</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>đã cắt nguồn</translation>
    </message>
    <message>
        <source>1 device behind it</source>
        <translation>1 thiết bị phía sau</translation>
    </message>
    <message>
        <source>{count} devices behind it</source>
        <translation>{count} thiết bị phía sau</translation>
    </message>
    <message>
        <source>{alarm} not acknowledged: {reason}</source>
        <translation>Chưa xác nhận {alarm}: {reason}</translation>
    </message>
</context>
<context>
    <name>Alarms</name>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Đã kéo dài</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Điều kiện</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Ngưỡng</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Khu vực</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Mức ưu tiên</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Device&apos;s clock</source>
        <translation>Giờ thiết bị</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Số lần</translation>
    </message>
    <message>
        <source>it has not been on your screen yet</source>
        <translation>chưa từng hiện trên màn hình của bạn</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>Không thực hiện gì</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Xác nhận</translation>
    </message>
    <message>
        <source>Acknowledge with a note…</source>
        <translation>Xác nhận kèm ghi chú…</translation>
    </message>
    <message>
        <source>Acknowledge all on screen</source>
        <translation>Xác nhận tất cả trên màn hình</translation>
    </message>
    <message>
        <source>Reset latch</source>
        <translation>Xóa chốt</translation>
    </message>
    <message>
        <source>Reset latch with a note…</source>
        <translation>Xóa chốt kèm ghi chú…</translation>
    </message>
    <message>
        <source>Shelve…</source>
        <translation>Tạm gác…</translation>
    </message>
    <message>
        <source>Unshelve</source>
        <translation>Bỏ tạm gác</translation>
    </message>
    <message>
        <source>Unshelve with a note…</source>
        <translation>Bỏ tạm gác kèm ghi chú…</translation>
    </message>
    <message>
        <source>Out of service…</source>
        <translation>Ngừng phục vụ…</translation>
    </message>
    <message>
        <source>Put back in service</source>
        <translation>Phục vụ trở lại</translation>
    </message>
    <message>
        <source>Put back in service with a note…</source>
        <translation>Phục vụ trở lại kèm ghi chú…</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Tắt tiếng</translation>
    </message>
    <message>
        <source>Open the linked page</source>
        <translation>Mở trang liên kết</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Xem trên bản đồ</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Đồ thị</translation>
    </message>
    <message>
        <source>Command…</source>
        <translation>Ra lệnh…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <source>Behind it: {what}, suppressed by design</source>
        <translation>Phía sau: {what}, bị chặn theo thiết kế</translation>
    </message>
    <message>
        <source>hide ▾</source>
        <translation>ẩn ▾</translation>
    </message>
    <message>
        <source>show ▸</source>
        <translation>xem ▸</translation>
    </message>
    <message>
        <source>nothing in this time</source>
        <translation>không có gì trong thời gian này</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Bản đồ</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Nguyên nhân</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>Hậu quả</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Xử lý</translation>
    </message>
    <message>
        <source>History of this alarm, 30 days</source>
        <translation>Lịch sử cảnh báo này, 30 ngày</translation>
    </message>
    <message>
        <source>Commands to the device</source>
        <translation>Lệnh gửi thiết bị</translation>
    </message>
    <message>
        <source>No alarm chosen</source>
        <translation>Chưa chọn cảnh báo</translation>
    </message>
    <message>
        <source>Choose one to see its chart, what to do about it, and its past.</source>
        <translation>Chọn một cảnh báo để xem đồ thị, cách xử lý và lịch sử của nó.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Repaired and checked</source>
        <translation>Đã sửa và kiểm tra</translation>
    </message>
    <message>
        <source>Acknowledge with a note</source>
        <translation>Xác nhận kèm ghi chú</translation>
    </message>
    <message>
        <source>Technician called</source>
        <translation>Đã gọi kỹ thuật viên</translation>
    </message>
    <message>
        <source>On the replacement list</source>
        <translation>Đã đưa vào danh sách thay thế</translation>
    </message>
    <message>
        <source>Known work in the area</source>
        <translation>Khu vực đang có thi công</translation>
    </message>
    <message>
        <source>Watching it</source>
        <translation>Đang theo dõi</translation>
    </message>
    <message>
        <source>Reset the latch with a note</source>
        <translation>Xóa chốt kèm ghi chú</translation>
    </message>
    <message>
        <source>Looked at on site</source>
        <translation>Đã xem tại hiện trường</translation>
    </message>
    <message>
        <source>Unshelve with a note</source>
        <translation>Bỏ tạm gác kèm ghi chú</translation>
    </message>
    <message>
        <source>Work is over</source>
        <translation>Đã xong việc</translation>
    </message>
    <message>
        <source>Put back in service with a note</source>
        <translation>Phục vụ trở lại kèm ghi chú</translation>
    </message>
    <message>
        <source>Device back in place</source>
        <translation>Thiết bị đã lắp lại</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <translation>Ngừng phục vụ</translation>
    </message>
    <message>
        <source>It stays out of service until somebody puts it back by hand.</source>
        <translation>Cảnh báo ngừng phục vụ cho đến khi có người đưa trở lại.</translation>
    </message>
    <message>
        <source>Reason (required)</source>
        <translation>Lý do (bắt buộc)</translation>
    </message>
    <message>
        <source>Device removed for repair</source>
        <translation>Thiết bị tháo đi sửa</translation>
    </message>
    <message>
        <source>Sensor broken, part ordered</source>
        <translation>Cảm biến hỏng, đã đặt phụ tùng</translation>
    </message>
    <message>
        <source>Construction site</source>
        <translation>Công trường</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… và {count} cảnh báo nữa</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>Source / arrival</source>
        <translation>Giờ nguồn / giờ nhận</translation>
    </message>
    <message>
        <source>Time to respond</source>
        <translation>Thời hạn xử lý</translation>
    </message>
    <message>
        <source>{whole} · {left} left</source>
        <translation>{whole} · còn {left}</translation>
    </message>
    <message>
        <source>{whole} · over since {late}</source>
        <translation>{whole} · quá hạn {late}</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age} trước</translation>
    </message>
    <message>
        <source>Without an area</source>
        <translation>Không có khu vực</translation>
    </message>
    <message>
        <source>{count} unacknowledged</source>
        <translation>{count} chưa xác nhận</translation>
    </message>
    <message>
        <source>{count} alarms</source>
        <translation>{count} cảnh báo</translation>
    </message>
    <message>
        <source>{priority} · raised {time}</source>
        <translation>{priority} · phát sinh {time}</translation>
    </message>
    <message>
        <source>What is known of it is {quality}</source>
        <translation>Dữ liệu của nó: {quality}</translation>
    </message>
    <message>
        <source>{shown} of {count} alarms</source>
        <translation>{shown} trong {count} cảnh báo</translation>
    </message>
    <message>
        <source>{count} active · {calling} unacknowledged</source>
        <translation>{count} đang có · {calling} chưa xác nhận</translation>
    </message>
    <message>
        <source>sorted by priority, then newest</source>
        <translation>xếp theo ưu tiên, rồi mới nhất</translation>
    </message>
    <message>
        <source>sorted by {column}</source>
        <translation>xếp theo {column}</translation>
    </message>
    <message>
        <source>flood: critical ones on top, the rest by cause and area</source>
        <translation>dồn dập: khẩn cấp ở trên, còn lại theo nguyên nhân và khu vực</translation>
    </message>
    <message>
        <source>No alarm matches</source>
        <translation>Không có cảnh báo phù hợp</translation>
    </message>
    <message>
        <source>None of this list passes the search and the filters.</source>
        <translation>Không cảnh báo nào trong danh sách này qua được tìm kiếm và bộ lọc.</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Bỏ bộ lọc</translation>
    </message>
    <message>
        <source>No active alarms</source>
        <translation>Không có cảnh báo</translation>
    </message>
    <message>
        <source>Alarms appear here as soon as a condition holds. What makes one stands under Conditions.</source>
        <translation>Cảnh báo hiện ở đây ngay khi một điều kiện xảy ra. Các điều kiện nằm ở mục Điều kiện.</translation>
    </message>
    <message>
        <source>Nothing to acknowledge</source>
        <translation>Không có gì cần xác nhận</translation>
    </message>
    <message>
        <source>Alarms nobody has taken note of stand here until somebody does.</source>
        <translation>Cảnh báo chưa ai ghi nhận nằm ở đây cho đến khi có người xác nhận.</translation>
    </message>
    <message>
        <source>Nothing is shelved</source>
        <translation>Không có cảnh báo tạm gác</translation>
    </message>
    <message>
        <source>An alarm that is known and cannot be mended now is shelved with S, for a time and a reason.</source>
        <translation>Cảnh báo đã biết mà chưa khắc phục được ngay thì tạm gác bằng phím S, có thời hạn và lý do.</translation>
    </message>
    <message>
        <source>Nothing is suppressed</source>
        <translation>Không có cảnh báo bị chặn</translation>
    </message>
    <message>
        <source>When a cabinet or a broker goes, the silence of what is behind it stands here, not as alarms.</source>
        <translation>Khi một tủ điện hoặc broker mất, việc im lặng của thiết bị phía sau nằm ở đây thay vì thành cảnh báo.</translation>
    </message>
    <message>
        <source>Nothing is out of service</source>
        <translation>Không có cảnh báo ngừng phục vụ</translation>
    </message>
    <message>
        <source>Alarms taken out of service with O stand here until somebody puts them back.</source>
        <translation>Cảnh báo ngừng phục vụ bằng phím O nằm ở đây cho đến khi có người đưa trở lại.</translation>
    </message>
    <message>
        <source>nothing recorded around this moment</source>
        <translation>không có dữ liệu ghi quanh lúc này</translation>
    </message>
    <message>
        <source>−{minutes} min</source>
        <translation>−{minutes} phút</translation>
    </message>
    <message>
        <source>now</source>
        <translation>hiện tại</translation>
    </message>
    <message>
        <source>+{minutes} min</source>
        <translation>+{minutes} phút</translation>
    </message>
    <message>
        <source>active {time}</source>
        <translation>kéo dài {time}</translation>
    </message>
    <message>
        <source>active, acknowledged</source>
        <translation>đang có, đã xác nhận</translation>
    </message>
    <message>
        <source>active, unacknowledged</source>
        <translation>đang có, chưa xác nhận</translation>
    </message>
    <message>
        <source>Alarms in ten minutes: now {now}, at most {most}</source>
        <translation>Cảnh báo trong mười phút: hiện tại {now}, nhiều nhất {most}</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>Tạm gác</translation>
    </message>
    <message>
        <source>Shelve</source>
        <comment>button</comment>
        <translation>Tạm gác</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Trong bao lâu</translation>
    </message>
    <message>
        <source>Under repair</source>
        <translation>Đang sửa chữa</translation>
    </message>
    <message>
        <source>Known fault, part ordered</source>
        <translation>Lỗi đã biết, đã đặt phụ tùng</translation>
    </message>
    <message>
        <source>Test in progress</source>
        <translation>Đang thử nghiệm</translation>
    </message>
    <message>
        <source>Comes and goes, reported</source>
        <translation>Chập chờn, đã báo cáo</translation>
    </message>
    <message>
        <source>Only this time: take it off when it clears</source>
        <translation>Chỉ lần này: bỏ tạm gác khi hết cảnh báo</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 phút</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 giờ</translation>
    </message>
    <message>
        <source>4 h</source>
        <translation>4 giờ</translation>
    </message>
    <message>
        <source>8 h</source>
        <translation>8 giờ</translation>
    </message>
    <message>
        <source>Until 06:00</source>
        <translation>Đến 06:00</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Khác…</translation>
    </message>
    <message>
        <source>hours:minutes, seven days at most</source>
        <translation>giờ:phút, tối đa bảy ngày</translation>
    </message>
    <message>
        <source>Not a time between a minute and seven days.</source>
        <translation>Không phải thời gian từ một phút đến bảy ngày.</translation>
    </message>
    <message>
        <source>It comes back at {time} at the latest.</source>
        <translation>Trở lại chậm nhất lúc {time}.</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Đang có</translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation>Chưa xác nhận</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>Tạm gác</translation>
    </message>
    <message>
        <source>Suppressed by design</source>
        <translation>Chặn theo thiết kế</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>Ngừng phục vụ</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Thống kê</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Điều kiện</translation>
    </message>
    <message>
        <source>flood limit {limit}</source>
        <translation>ngưỡng dồn dập {limit}</translation>
    </message>
    <message>
        <source>flood since {time}</source>
        <translation>dồn dập từ {time}</translation>
    </message>
    <message>
        <source>last flood {begin}–{end}</source>
        <translation>đợt gần nhất {begin}–{end}</translation>
    </message>
    <message>
        <source>chattering: {count}</source>
        <translation>chập chờn: {count}</translation>
    </message>
    <message>
        <source>fleeting: {count}</source>
        <translation>thoáng qua: {count}</translation>
    </message>
    <message>
        <source>standing too long: {count}</source>
        <translation>tồn tại quá lâu: {count}</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Rate, 10 min bars, 4 h 30</source>
        <translation>Tần suất 10 phút, 4 giờ 30</translation>
    </message>
    <message>
        <source>Lists of alarms</source>
        <translation>Các danh sách cảnh báo</translation>
    </message>
    <message>
        <source>Choose one or several; again to let go</source>
        <translation>Chọn một hoặc nhiều; chọn lại để bỏ</translation>
    </message>
    <message>
        <source>Not done: {count}</source>
        <translation>Không thực hiện: {count}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>{count} new above ↑</source>
        <translation>{count} mới ở trên ↑</translation>
    </message>
    <message>
        <source>{count} below</source>
        <translation>{count} ở dưới</translation>
    </message>
    <message>
        <source>{count} new ↓</source>
        <translation>{count} mới ↓</translation>
    </message>
    <message>
        <source>Refresh the order</source>
        <translation>Xếp lại</translation>
    </message>
    <message>
        <source>Bring in what is new and put the list in order (F5)</source>
        <translation>Đưa cảnh báo mới vào và xếp lại danh sách (F5)</translation>
    </message>
    <message>
        <source>d</source>
        <comment>days</comment>
        <translation>ngày</translation>
    </message>
    <message>
        <source>Out of service · {who}</source>
        <translation>Ngừng phục vụ · {who}</translation>
    </message>
    <message>
        <source>Until it clears, at most {time} · {who}</source>
        <translation>Đến khi hết, chậm nhất {time} · {who}</translation>
    </message>
    <message>
        <source>Until {time} · {who}</source>
        <translation>Đến {time} · {who}</translation>
    </message>
    <message>
        <source>behind {alarm}</source>
        <translation>phía sau {alarm}</translation>
    </message>
    <message>
        <source>chattering</source>
        <translation>chập chờn</translation>
    </message>
    <message>
        <source>Device, condition, note…</source>
        <translation>Thiết bị, điều kiện, ghi chú…</translation>
    </message>
    <message>
        <source>Every word must be found; accents do not matter (Ctrl+F)</source>
        <translation>Phải khớp mọi từ; không phân biệt dấu (Ctrl+F)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Cột</translation>
    </message>
    <message>
        <source>Choose which columns are shown</source>
        <translation>Chọn các cột hiển thị</translation>
    </message>
    <message>
        <source>How the list is folded; Right and Left unfold and fold a row</source>
        <translation>Cách gộp danh sách; phím Phải và Trái mở và gộp một dòng</translation>
    </message>
    <message>
        <source>Everything that can be done</source>
        <translation>Mọi thao tác có thể làm</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gộp nhóm</translation>
    </message>
    <message>
        <source>Not grouped</source>
        <translation>Không gộp</translation>
    </message>
    <message>
        <source>Group by cause</source>
        <translation>Gộp theo nguyên nhân</translation>
    </message>
    <message>
        <source>By cause and area</source>
        <translation>Theo nguyên nhân, khu vực</translation>
    </message>
</context>
</TS>
