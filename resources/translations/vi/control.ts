<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Control</name>
    <message>
        <source>Choose devices first</source>
        <translation>Hãy chọn thiết bị trước</translation>
    </message>
    <message>
        <source>Choose a command</source>
        <translation>Hãy chọn lệnh</translation>
    </message>
    <message>
        <source>Looking at who can take it…</source>
        <translation>Đang xem thiết bị nào nhận được…</translation>
    </message>
    <message>
        <source>Nobody is left to be commanded</source>
        <translation>Không còn thiết bị nào để ra lệnh</translation>
    </message>
    <message>
        <source>Say why: a reason is needed</source>
        <translation>Cần nêu lý do</translation>
    </message>
    <message>
        <source>{count} commanded</source>
        <translation>{count} sẽ nhận lệnh</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <comment>summary</comment>
        <translation>{count} bị loại</translation>
    </message>
    <message>
        <source>needs a second person</source>
        <translation>cần người thứ hai</translation>
    </message>
    <message>
        <source>{until}, then back to plan</source>
        <translation>{until}, rồi trở lại kế hoạch</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Bị loại</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Hiệu lực</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Tư cách</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Gửi đi trong</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>needed: {rules}</source>
        <translation>cần: {rules}</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>Người thứ hai</translation>
    </message>
    <message>
        <source>What it would do</source>
        <translation>Lệnh sẽ làm gì</translation>
    </message>
    <message>
        <source>Nothing chosen yet</source>
        <translation>Chưa chọn gì</translation>
    </message>
    <message>
        <source>Choose devices with the lasso, or by kind, area, tag or group, then a command. Who would take it and who would not, and why, is listed here before anything is sent.</source>
        <translation>Chọn thiết bị bằng cách khoanh trên bản đồ, hoặc theo loại, khu vực, nhãn, nhóm, rồi chọn lệnh. Thiết bị nào nhận, thiết bị nào bị loại và vì sao được liệt kê ở đây trước khi gửi bất cứ gì.</translation>
    </message>
    <message>
        <source>{count} devices</source>
        <translation>{count} thiết bị</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Lệnh mới</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Bỏ chọn hết</translation>
    </message>
    <message>
        <source>Let go of all chosen devices</source>
        <translation>Bỏ chọn mọi thiết bị</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Cho thiết bị nào</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Làm gì</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Bao lâu</translation>
    </message>
    <message>
        <source>for the log (required)</source>
        <translation>ghi vào nhật ký (bắt buộc)</translation>
    </message>
    <message>
        <source>also those that show it already</source>
        <translation>cả thiết bị đã ở trạng thái đó</translation>
    </message>
    <message>
        <source>Give the order…</source>
        <translation>Ra lệnh…</translation>
    </message>
    <message>
        <source>Look at it once more and give it (Ctrl+Enter)</source>
        <translation>Xem lại lần cuối rồi ra lệnh (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Give this order?</source>
        <translation>Ra lệnh này?</translation>
    </message>
    <message>
        <source>I mean it: this command acts on people</source>
        <translation>Tôi chắc chắn: lệnh này tác động đến người dân</translation>
    </message>
    <message>
        <source>Give the order</source>
        <translation>Ra lệnh</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Bản đồ</translation>
    </message>
    <message>
        <source>Shift adds, Ctrl takes away, Escape ends</source>
        <translation>Shift để thêm, Ctrl để bớt, Escape để thôi</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Hình chữ nhật</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Khoanh vùng</translation>
    </message>
    <message>
        <source>All in view</source>
        <translation>Tất cả đang thấy</translation>
    </message>
    <message>
        <source>Choose every device on this piece of the map</source>
        <translation>Chọn mọi thiết bị trên phần bản đồ đang thấy</translation>
    </message>
    <message>
        <source>Whole town</source>
        <translation>Toàn thành phố</translation>
    </message>
    <message>
        <source>Show the whole town (Home on the map)</source>
        <translation>Hiện toàn thành phố (phím Home trên bản đồ)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Command, or why not</source>
        <translation>Lệnh, hoặc vì sao không</translation>
    </message>
    <message>
        <source>{count} will be commanded</source>
        <translation>{count} sẽ nhận lệnh</translation>
    </message>
    <message>
        <source>{count} left out: {reason}</source>
        <translation>{count} bị loại: {reason}</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} phút</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} giờ</translation>
    </message>
    <message>
        <source>{length}, then back to plan</source>
        <translation>{length}, rồi về kế hoạch</translation>
    </message>
    <message>
        <source>Until a time</source>
        <translation>Đến giờ</translation>
    </message>
    <message>
        <source>Until it is released</source>
        <translation>Đến khi được giải phóng</translation>
    </message>
    <message>
        <source>The log cannot be read: {reason}</source>
        <translation>Không đọc được nhật ký: {reason}</translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation>Đang đọc nhật ký…</translation>
    </message>
    <message>
        <source>All {count} commands</source>
        <translation>Tất cả {count} lệnh</translation>
    </message>
    <message>
        <source>{count} commands read, more below</source>
        <translation>Đã đọc {count} lệnh, còn nữa ở dưới</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Xuất nhật ký</translation>
    </message>
    <message>
        <source>{count} commands written</source>
        <translation>Đã ghi {count} lệnh</translation>
    </message>
    <message>
        <source>The file was not written: {reason}</source>
        <translation>Không ghi được tệp: {reason}</translation>
    </message>
    <message>
        <source>Newer commands</source>
        <translation>Có lệnh mới hơn</translation>
    </message>
    <message>
        <source>Read the log anew from the top (F5)</source>
        <translation>Đọc lại nhật ký từ đầu (F5)</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>Xuất CSV…</translation>
    </message>
    <message>
        <source>Write every command that matches (Ctrl+E)</source>
        <translation>Ghi mọi lệnh khớp bộ lọc (Ctrl+E)</translation>
    </message>
    <message>
        <source>No command matches</source>
        <translation>Không có lệnh nào khớp</translation>
    </message>
    <message>
        <source>Every command is written here with who gave it, why, and what became of it. Choose a longer time or fewer filters.</source>
        <translation>Mọi lệnh được ghi ở đây cùng người ra lệnh, lý do và kết quả. Hãy chọn khoảng thời gian dài hơn hoặc bớt bộ lọc.</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Hiện tất cả</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Lệnh số {number}</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>Mọi khu vực</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Mọi lệnh</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>Mọi kết quả</translation>
    </message>
    <message>
        <source>Device…</source>
        <translation>Thiết bị…</translation>
    </message>
    <message>
        <source>Operator…</source>
        <translation>Trực ban…</translation>
    </message>
    <message>
        <source>The name exactly as it is signed in</source>
        <translation>Đúng tên đăng nhập</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Xóa bộ lọc</translation>
    </message>
    <message>
        <source>Show the commands of every order</source>
        <translation>Hiện lệnh của mọi đợt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Lệnh</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Who · seat</source>
        <translation>Ai · bàn trực</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Đợt lệnh</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>{count} wait for a second person</source>
        <translation>{count} chờ người thứ hai</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Các đợt lệnh</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>Chưa có đợt lệnh nào</translation>
    </message>
    <message>
        <source>Every order for many devices stays here with what became of each of them.</source>
        <translation>Mỗi đợt lệnh cho nhiều thiết bị được lưu ở đây cùng kết quả của từng thiết bị.</translation>
    </message>
    <message>
        <source>by {name} ({seat})</source>
        <translation>bởi {name} ({seat})</translation>
    </message>
    <message>
        <source>Needs a second person: {rules}</source>
        <translation>Cần người thứ hai: {rules}</translation>
    </message>
    <message>
        <source>Decided by {name}</source>
        <translation>Người quyết định: {name}</translation>
    </message>
    <message>
        <source>Retry failed only ({count})</source>
        <translation>Chỉ gửi lại lệnh lỗi ({count})</translation>
    </message>
    <message>
        <source>Back to the map and a new order (Ctrl+N)</source>
        <translation>Trở lại bản đồ và lệnh mới (Ctrl+N)</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Note, for the log</source>
        <translation>Ghi chú vào nhật ký</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Phê duyệt</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Từ chối</translation>
    </message>
    <message>
        <source>Stop handing over</source>
        <translation>Dừng gửi</translation>
    </message>
    <message>
        <source>What was sent goes its way</source>
        <translation>Lệnh đã gửi vẫn tiếp tục</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>Every command of this order in the log</source>
        <translation>Mọi lệnh của đợt này trong nhật ký</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Đã xác nhận</translation>
    </message>
    <message>
        <source>On their way</source>
        <translation>Đang thực hiện</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Replaced or taken back</source>
        <translation>Bị thay hoặc đã hủy</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Bảng điều khiển</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Biển báo</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Kế hoạch</translation>
    </message>
    <message>
        <source>Groups and scenes</source>
        <translation>Nhóm và kịch bản</translation>
    </message>
    <message>
        <source>not known any more</source>
        <translation>không còn trong hệ thống</translation>
    </message>
    <message>
        <source>has no such command</source>
        <translation>không có lệnh này</translation>
    </message>
    <message>
        <source>a value is not allowed</source>
        <translation>giá trị không cho phép</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>mất liên lạc</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>ngừng khai thác</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>đang khóa</translation>
    </message>
    <message>
        <source>held by something more important</source>
        <translation>đang do nguồn ưu tiên hơn giữ</translation>
    </message>
    <message>
        <source>an interlock keeps it</source>
        <translation>bị khóa liên động</translation>
    </message>
    <message>
        <source>the text does not fit</source>
        <translation>nội dung không vừa biển</translation>
    </message>
    <message>
        <source>forbidden words</source>
        <translation>có từ bị cấm</translation>
    </message>
    <message>
        <source>shows it already</source>
        <translation>đã ở trạng thái đó</translation>
    </message>
    <message>
        <source>waits for a second person</source>
        <translation>chờ người thứ hai</translation>
    </message>
    <message>
        <source>being handed over…</source>
        <translation>đang gửi…</translation>
    </message>
    <message>
        <source>waiting for results…</source>
        <translation>đang chờ kết quả…</translation>
    </message>
    <message>
        <source>done</source>
        <translation>xong</translation>
    </message>
    <message>
        <source>cancelled</source>
        <comment>order</comment>
        <translation>đã hủy</translation>
    </message>
    <message>
        <source>refused</source>
        <comment>order</comment>
        <translation>bị từ chối</translation>
    </message>
    <message>
        <source>ran out</source>
        <comment>order</comment>
        <translation>hết hạn</translation>
    </message>
    <message>
        <source>many lamps go dark at once</source>
        <translation>nhiều đèn cùng tắt</translation>
    </message>
    <message>
        <source>the text is not from the library</source>
        <translation>nội dung không thuộc thư viện</translation>
    </message>
    <message>
        <source>this command always needs one</source>
        <translation>lệnh này luôn cần người thứ hai</translation>
    </message>
    <message>
        <source>Back to what ruled before</source>
        <translation>Trở lại trạng thái điều khiển trước đó</translation>
    </message>
    <message>
        <source>Back in reach: told again what rules it</source>
        <translation>Có liên lạc lại: gửi lại lệnh đang hiệu lực</translation>
    </message>
    <message>
        <source>Renewed before it runs out</source>
        <translation>Gia hạn trước khi hết hiệu lực</translation>
    </message>
    <message>
        <source>until it is released</source>
        <translation>đến khi được giải phóng</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>đến {time}</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>ngay lập tức</translation>
    </message>
    <message>
        <source>{point} is not known</source>
        <translation>chưa biết {point}</translation>
    </message>
    <message>
        <source>a {kind} has no such command</source>
        <translation>{kind} không có lệnh này</translation>
    </message>
    <message>
        <source>offline: broker {broker} is out of reach</source>
        <translation>mất liên lạc: không tới được broker {broker}</translation>
    </message>
    <message>
        <source>locked by {owner}: {reason}</source>
        <translation>{owner} khóa: {reason}</translation>
    </message>
    <message>
        <source>{source} holds it (by {by})</source>
        <translation>{source} đang giữ ({by})</translation>
    </message>
</context>
</TS>
