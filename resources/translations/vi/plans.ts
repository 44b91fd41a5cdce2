<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Library</name>
    <message>
        <source>Devices</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Số lượng</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Lệnh</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Hành động</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>One more action (Ctrl+Shift+N)</source>
        <translation>Thêm một hành động (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Lên trước</translation>
    </message>
    <message>
        <source>Later: of several actions the last counts</source>
        <translation>Xuống sau: hành động sau cùng có hiệu lực</translation>
    </message>
    <message>
        <source>Choose a command…</source>
        <translation>Chọn lệnh…</translation>
    </message>
    <message>
        <source>(no name yet)</source>
        <translation>(chưa đặt tên)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Tìm…</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Tạo…</translation>
    </message>
    <message>
        <source>Begin a new one (Ctrl+N)</source>
        <translation>Tạo mới (Ctrl+N)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <source>Begin a new one like this (Ctrl+D)</source>
        <translation>Tạo mới giống mục này (Ctrl+D)</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Xóa…</translation>
    </message>
    <message>
        <source>Remove it (Delete)</source>
        <translation>Xóa mục này (Delete)</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (bản sao)</translation>
    </message>
    <message>
        <source>Open on the board</source>
        <translation>Mở bảng điều khiển</translation>
    </message>
    <message>
        <source>Command these devices (Ctrl+B)</source>
        <translation>Ra lệnh cho các thiết bị này (Ctrl+B)</translation>
    </message>
    <message>
        <source>A group cannot hold itself.</source>
        <translation>Nhóm không thể chứa chính nó.</translation>
    </message>
    <message>
        <source>It needs a device, a group or a line to match.</source>
        <translation>Cần có thiết bị, nhóm hoặc ít nhất một điều kiện.</translation>
    </message>
    <message>
        <source>No scenes yet</source>
        <translation>Chưa có kịch bản</translation>
    </message>
    <message>
        <source>A scene sets many devices at once: for flood on Nguyễn Huệ street signs warn, lamps shine in full, sirens stand ready.</source>
        <translation>Kịch bản đặt nhiều thiết bị cùng lúc: khi ngập đường Nguyễn Huệ, biển báo cảnh báo, đèn sáng tối đa, còi sẵn sàng.</translation>
    </message>
    <message>
        <source>Begin with this example</source>
        <translation>Bắt đầu từ ví dụ này</translation>
    </message>
    <message>
        <source>No snapshots yet</source>
        <translation>Chưa có bản lưu trạng thái</translation>
    </message>
    <message>
        <source>A snapshot keeps what devices are set to now. Later it is compared with what they report, and brought back, whole or in part.</source>
        <translation>Bản lưu giữ lại trạng thái đang đặt của thiết bị. Sau này có thể so sánh với hiện tại và khôi phục toàn bộ hoặc một phần.</translation>
    </message>
    <message>
        <source>Take one…</source>
        <translation>Lưu trạng thái…</translation>
    </message>
    <message>
        <source>No groups yet</source>
        <translation>Chưa có nhóm</translation>
    </message>
    <message>
        <source>A group is a name for devices: a list, a rule that new devices fall under by themselves, or both. Boards, scenes and plans command it as one.</source>
        <translation>Nhóm là tên chung cho nhiều thiết bị: danh sách chọn tay, điều kiện tự nhận thiết bị mới, hoặc cả hai. Bảng điều khiển, kịch bản và kế hoạch dùng nhóm như một thiết bị.</translation>
    </message>
    <message>
        <source>New group…</source>
        <translation>Tạo nhóm…</translation>
    </message>
    <message>
        <source>not known any more</source>
        <translation>không còn trong hệ thống</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Loại</translation>
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
        <source>Devices: {count}</source>
        <translation>Thiết bị: {count}</translation>
    </message>
    <message>
        <source>the first {count} are listed</source>
        <translation>hiện {count} thiết bị đầu</translation>
    </message>
    <message>
        <source>Really command {count} devices?</source>
        <translation>Xác nhận ra lệnh cho {count} thiết bị?</translation>
    </message>
    <message>
        <source>Critical command</source>
        <translation>Lệnh quan trọng</translation>
    </message>
    <message>
        <source>Run on {count}</source>
        <translation>Chạy trên {count}</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Chạy</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Kết quả thực hiện</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Xem trước</translation>
    </message>
    <message>
        <source>Whom it would command now (Ctrl+T)</source>
        <translation>Lệnh sẽ gửi tới thiết bị nào (Ctrl+T)</translation>
    </message>
    <message>
        <source>Give the order (Ctrl+Enter)</source>
        <translation>Ra lệnh (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Back to the preview; the order goes on</source>
        <translation>Về phần xem trước; lệnh vẫn tiếp tục</translation>
    </message>
    <message>
        <source>Reason, for the log (required)</source>
        <translation>Lý do, ghi vào nhật ký (bắt buộc)</translation>
    </message>
    <message>
        <source>Nothing tried yet</source>
        <translation>Chưa xem trước</translation>
    </message>
    <message>
        <source>A preview says which devices would be commanded and which are left out, and why. Nothing is sent.</source>
        <translation>Xem trước cho biết thiết bị nào sẽ nhận lệnh, thiết bị nào bị loại và vì sao. Không gửi gì cả.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>sẵn sàng</translation>
    </message>
    <message>
        <source>{count} will be commanded</source>
        <translation>{count} sẽ nhận lệnh</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} bị loại</translation>
    </message>
    <message>
        <source>takes {time}</source>
        <translation>mất {time}</translation>
    </message>
    <message>
        <source>a second person must agree: {why}</source>
        <translation>cần người thứ hai duyệt: {why}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Not stored yet</source>
        <translation>Chưa lưu</translation>
    </message>
    <message>
        <source>Changed {time} by {name}</source>
        <translation>{name} sửa lúc {time}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Store it for everybody (Ctrl+S)</source>
        <translation>Lưu dùng chung (Ctrl+S)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Bỏ thay đổi</translation>
    </message>
    <message>
        <source>Back to what is stored</source>
        <translation>Trở lại bản đã lưu</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>Cần đặt tên.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Mô tả</translation>
    </message>
    <message>
        <source>Speaks for</source>
        <translation>Nguồn lệnh</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Kéo dài</translation>
    </message>
    <message>
        <source>until it is released</source>
        <translation>đến khi được gỡ</translation>
    </message>
    <message>
        <source>It needs an action.</source>
        <translation>Cần ít nhất một hành động.</translation>
    </message>
    <message>
        <source>Action {number} names no devices.</source>
        <translation>Hành động {number} chưa chọn thiết bị.</translation>
    </message>
    <message>
        <source>Action {number} has no command.</source>
        <translation>Hành động {number} chưa có lệnh.</translation>
    </message>
    <message>
        <source>a group that is gone</source>
        <translation>nhóm đã bị xóa</translation>
    </message>
    <message>
        <source>an area that is gone</source>
        <translation>khu vực đã bị xóa</translation>
    </message>
    <message>
        <source>+ device…</source>
        <translation>+ thiết bị…</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Nhóm</translation>
    </message>
    <message>
        <source>+ group…</source>
        <translation>+ nhóm…</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>+ kind…</source>
        <translation>+ loại…</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Khu vực</translation>
    </message>
    <message>
        <source>+ area and all below…</source>
        <translation>+ khu vực và cấp dưới…</translation>
    </message>
    <message>
        <source>Cabinets</source>
        <translation>Tủ điện</translation>
    </message>
    <message>
        <source>+ cabinet or gateway…</source>
        <translation>+ tủ hoặc bộ tập trung…</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Nhãn</translation>
    </message>
    <message>
        <source>+ tag…</source>
        <translation>+ nhãn…</translation>
    </message>
    <message>
        <source>Drivers</source>
        <translation>Trình ĐK</translation>
    </message>
    <message>
        <source>+ driver…</source>
        <translation>+ trình điều khiển…</translation>
    </message>
    <message>
        <source>And all that match every line below, also those taken in later:</source>
        <translation>Và mọi thiết bị thỏa tất cả các dòng dưới, kể cả thêm vào sau:</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Chữ</translation>
    </message>
    <message>
        <source>in the name or the address</source>
        <translation>trong tên hoặc địa chỉ</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>Lưu trạng thái</translation>
    </message>
    <message>
        <source>Keep what they report now (Ctrl+S)</source>
        <translation>Lưu trạng thái đang báo về (Ctrl+S)</translation>
    </message>
    <message>
        <source>Choose the devices to keep the state of.</source>
        <translation>Chọn thiết bị cần lưu trạng thái.</translation>
    </message>
    <message>
        <source>taken {time} by {name} · {count} devices</source>
        <translation>{name} lưu lúc {time} · {count} thiết bị</translation>
    </message>
    <message>
        <source>Kept and reported now</source>
        <translation>So với hiện tại</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Khác biệt</translation>
    </message>
    <message>
        <source>Bring all back…</source>
        <translation>Khôi phục tất cả…</translation>
    </message>
    <message>
        <source>Preview the order for all of it</source>
        <translation>Xem trước lệnh khôi phục toàn bộ</translation>
    </message>
    <message>
        <source>Bring chosen back…</source>
        <translation>Khôi phục phần chọn…</translation>
    </message>
    <message>
        <source>Preview the order for the rows chosen</source>
        <translation>Xem trước lệnh cho các dòng đã chọn</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>chưa rõ</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>khác</translation>
    </message>
    <message>
        <source>same</source>
        <translation>giống</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Thông số</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Đã lưu</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Hiện tại</translation>
    </message>
    <message>
        <source>Quality, age</source>
        <translation>Độ tin cậy</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>So sánh</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>Xóa “{name}”?</translation>
    </message>
    <message>
        <source>Orders given with it stay in the log.</source>
        <translation>Các lệnh đã ra vẫn còn trong nhật ký.</translation>
    </message>
    <message>
        <source>1 action</source>
        <translation>1 hành động</translation>
    </message>
    <message>
        <source>{count} actions</source>
        <translation>{count} hành động</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>Kịch bản</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Bản lưu</translation>
    </message>
</context>
<context>
    <name>Plans</name>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>Đang báo</translation>
    </message>
    <message>
        <source>Plan wants</source>
        <translation>Theo kế hoạch</translation>
    </message>
    <message>
        <source>{count} devices show something else</source>
        <translation>{count} thiết bị đang khác kế hoạch</translation>
    </message>
    <message>
        <source>The engine refused</source>
        <translation>Hệ thống từ chối</translation>
    </message>
    <message>
        <source>Nothing would change</source>
        <translation>Không có gì thay đổi</translation>
    </message>
    <message>
        <source>Every device shows what the plan wants now.</source>
        <translation>Mọi thiết bị đang đúng theo kế hoạch.</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Chưa chạy thử</translation>
    </message>
    <message>
        <source>Lists the devices that do not show now what this plan wants of them. Nothing is sent.</source>
        <translation>Liệt kê thiết bị đang khác với kế hoạch này. Không gửi lệnh nào.</translation>
    </message>
    <message>
        <source>What it would change now</source>
        <translation>Sẽ thay đổi gì lúc này</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Chạy thử</translation>
    </message>
    <message>
        <source>Compare the plan with what is reported (Ctrl+T)</source>
        <translation>So kế hoạch với trạng thái báo về (Ctrl+T)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Lamps</source>
        <translation>Đèn</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Theo</translation>
    </message>
    <message>
        <source>Noon to noon</source>
        <translation>Từ trưa đến trưa</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Ngày trước</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Ngày sau</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Nothing to draw yet</source>
        <translation>Chưa vẽ được</translation>
    </message>
    <message>
        <source>The day is drawn as soon as nothing is wrong with the plan any more.</source>
        <translation>Biểu đồ ngày sẽ hiện khi kế hoạch không còn lỗi.</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>Đèn</translation>
    </message>
    <message>
        <source>kWh</source>
        <translation>kWh</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>dự kiến</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Giờ</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Có dữ liệu</translation>
    </message>
    <message>
        <source>Not counted yet</source>
        <translation>Chưa tính</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Đang tính…</translation>
    </message>
    <message>
        <source>Counts energy and hours of light from history, beside what the plan in force would have used.</source>
        <translation>Tính điện năng và giờ sáng từ lịch sử, so với mức theo kế hoạch đang áp dụng.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>listed: the {count} furthest off their plan</source>
        <translation>liệt kê {count} đèn lệch kế hoạch nhất</translation>
    </message>
    <message>
        <source>{done} of {all} lamps</source>
        <translation>{done}/{all} đèn</translation>
    </message>
    <message>
        <source>Stopped after {done} of {all} lamps</source>
        <translation>Đã dừng sau {done}/{all} đèn</translation>
    </message>
    <message>
        <source>Of no lamp both figures are known.</source>
        <translation>Không đèn nào có đủ cả hai số liệu.</translation>
    </message>
    <message>
        <source>{used} kWh of {lamps} lamps, {planned} kWh by plan</source>
        <translation>{lamps} đèn dùng {used} kWh, theo kế hoạch {planned} kWh</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Điện năng</translation>
    </message>
    <message>
        <source>last night</source>
        <translation>đêm qua</translation>
    </message>
    <message>
        <source>last {count} nights</source>
        <translation>{count} đêm qua</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Tính</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Khu vực</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Phát hiện</translation>
    </message>
    <message>
        <source>Lamps that do not do as they should</source>
        <translation>Đèn hoạt động bất thường</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Xem trên bản đồ</translation>
    </message>
    <message>
        <source>Centre the map on this lamp (Ctrl+M)</source>
        <translation>Đưa bản đồ đến đèn này (Ctrl+M)</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Không phát hiện bất thường</translation>
    </message>
    <message>
        <source>Lamps that burn by day, stay dark by night, flicker, or draw the wrong power stand here.</source>
        <translation>Đèn sáng ban ngày, tắt ban đêm, chập chờn hoặc công suất sai sẽ hiện ở đây.</translation>
    </message>
    <message>
        <source>{count} mistakes: {first}</source>
        <translation>{count} lỗi: {first}</translation>
    </message>
    <message>
        <source>Disabled: it asks for nothing</source>
        <translation>Đang tắt: không ra lệnh</translation>
    </message>
    <message>
        <source>Now: {force}</source>
        <translation>Hiện tại: {force}</translation>
    </message>
    <message>
        <source>{count} devices follow “{name}” too: only one plan rules a device</source>
        <translation>{count} thiết bị cũng theo “{name}”: mỗi thiết bị chỉ theo một kế hoạch</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Tắt kế hoạch</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Bật kế hoạch</translation>
    </message>
    <message>
        <source>and {count} plans more</source>
        <translation>và {count} kế hoạch khác</translation>
    </message>
    <message>
        <source>Programmes</source>
        <translation>Chương trình</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Lịch</translation>
    </message>
    <message>
        <source>Whom it rules</source>
        <translation>Áp dụng cho</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Thông tin</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>Xem ngày</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Thay đổi</translation>
    </message>
    <message>
        <source>Lamps follow only plans that are enabled (Ctrl+E)</source>
        <translation>Đèn chỉ theo kế hoạch đang bật (Ctrl+E)</translation>
    </message>
    <message>
        <source>off</source>
        <translation>tắt</translation>
    </message>
    <message>
        <source>on</source>
        <translation>bật</translation>
    </message>
    <message>
        <source>Dawn</source>
        <translation>Bình minh</translation>
    </message>
    <message>
        <source>Sunrise</source>
        <translation>Mặt trời mọc</translation>
    </message>
    <message>
        <source>Sunset</source>
        <translation>Mặt trời lặn</translation>
    </message>
    <message>
        <source>Dusk</source>
        <translation>Chạng vạng</translation>
    </message>
    <message>
        <source>asks for nothing now</source>
        <translation>không yêu cầu gì</translation>
    </message>
    <message>
        <source>{what} since {since} until {until}</source>
        <translation>{what} từ {since} đến {until}</translation>
    </message>
    <message>
        <source>{profile} · other days</source>
        <translation>{profile} · các ngày khác</translation>
    </message>
    <message>
        <source>rule {number}</source>
        <translation>quy tắc {number}</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>T2</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>T3</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>T4</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>T5</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>T6</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>T7</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Mô tả</translation>
    </message>
    <message>
        <source>Its day</source>
        <translation>Ngày tính</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>CN</translation>
    </message>
    <message>
        <source>Sun taken</source>
        <translation>Mặt trời</translation>
    </message>
    <message>
        <source>from noon to noon: a night is one day</source>
        <translation>từ trưa đến trưa: một đêm là một ngày</translation>
    </message>
    <message>
        <source>from midnight to midnight</source>
        <translation>từ 0 giờ đến 24 giờ</translation>
    </message>
    <message>
        <source>Of a place of its own, not of its devices&apos; middle</source>
        <translation>Theo vị trí riêng, không theo tâm các thiết bị</translation>
    </message>
    <message>
        <source>Lat </source>
        <comment>before degrees</comment>
        <translation>Vĩ độ </translation>
    </message>
    <message>
        <source>Lon </source>
        <comment>before degrees</comment>
        <translation>Kinh độ </translation>
    </message>
    <message>
        <source>exception days</source>
        <translation>ngày ngoại lệ</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>mọi ngày</translation>
    </message>
    <message>
        <source>leave the lamps alone</source>
        <translation>không điều khiển</translation>
    </message>
    <message>
        <source>The plan names no devices.</source>
        <translation>Kế hoạch chưa chọn thiết bị.</translation>
    </message>
    <message>
        <source>The plan has no programme.</source>
        <translation>Kế hoạch chưa có chương trình.</translation>
    </message>
    <message>
        <source>The programme needs a name.</source>
        <translation>Chương trình cần có tên.</translation>
    </message>
    <message>
        <source>Two programmes are called “{name}”.</source>
        <translation>Hai chương trình cùng tên “{name}”.</translation>
    </message>
    <message>
        <source>“{profile}” has no steps.</source>
        <translation>“{profile}” chưa có bước nào.</translation>
    </message>
    <message>
        <source>More than {most} steps.</source>
        <translation>Quá {most} bước.</translation>
    </message>
    <message>
        <source>There is no programme “{profile}”.</source>
        <translation>Không có chương trình “{profile}”.</translation>
    </message>
    <message>
        <source>The step has no time.</source>
        <translation>Bước này chưa có giờ.</translation>
    </message>
    <message>
        <source>The step has a clock time and a sun time.</source>
        <translation>Bước này có cả giờ đồng hồ và giờ mặt trời.</translation>
    </message>
    <message>
        <source>“{text}” is no time from 00:00 to 23:59.</source>
        <translation>“{text}” không phải giờ từ 00:00 đến 23:59.</translation>
    </message>
    <message>
        <source>More than {most} minutes from the sun&apos;s time.</source>
        <translation>Lệch quá {most} phút so với giờ mặt trời.</translation>
    </message>
    <message>
        <source>Minutes are added to sun times only.</source>
        <translation>Chỉ cộng phút cho giờ mặt trời.</translation>
    </message>
    <message>
        <source>Bounds are for sun times only.</source>
        <translation>Giới hạn chỉ dùng cho giờ mặt trời.</translation>
    </message>
    <message>
        <source>“Not before” is later than “not after”.</source>
        <translation>“Không trước” muộn hơn “không sau”.</translation>
    </message>
    <message>
        <source>Comes before the step above it: the day&apos;s order counts.</source>
        <translation>Sớm hơn bước phía trên: phải theo thứ tự trong ngày.</translation>
    </message>
    <message>
        <source>Off takes no level: leave it empty, or choose on.</source>
        <translation>Tắt thì không có mức sáng: bỏ mức, hoặc chọn bật.</translation>
    </message>
    <message>
        <source>A level is 1 to 100 %.</source>
        <translation>Mức sáng từ 1 đến 100 %.</translation>
    </message>
    <message>
        <source>The devices do not know “{command}”.</source>
        <translation>Thiết bị không có lệnh “{command}”.</translation>
    </message>
    <message>
        <source>“{argument}” will not do for {command}.</source>
        <translation>“{argument}” không hợp lệ cho {command}.</translation>
    </message>
    <message>
        <source>{weekday} is no day of the week.</source>
        <translation>{weekday} không phải thứ trong tuần.</translation>
    </message>
    <message>
        <source>{first} is after {last}.</source>
        <translation>{first} sau {last}.</translation>
    </message>
    <message>
        <source>“{text}” is no day of the year.</source>
        <translation>“{text}” không phải ngày trong năm.</translation>
    </message>
    <message>
        <source>No rule uses “{profile}”.</source>
        <translation>Không quy tắc nào dùng “{profile}”.</translation>
    </message>
    <message>
        <source>A rule above means every day: this one never counts.</source>
        <translation>Quy tắc phía trên áp dụng mọi ngày: quy tắc này không bao giờ có hiệu lực.</translation>
    </message>
    <message>
        <source>Another programme has a mistake too.</source>
        <translation>Chương trình khác cũng có lỗi.</translation>
    </message>
    <message>
        <source>Programme {number}</source>
        <translation>Chương trình {number}</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Chương trình</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Tạo</translation>
    </message>
    <message>
        <source>One more programme</source>
        <translation>Thêm chương trình</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Remove this programme</source>
        <translation>Xóa chương trình này</translation>
    </message>
    <message>
        <source>Add step</source>
        <translation>Thêm bước</translation>
    </message>
    <message>
        <source>One more step (Ctrl+Shift+N)</source>
        <translation>Thêm một bước (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>“{part}” is no day: write 2026-12-24, 2026-12-24..2027-01-02 or 12-24..01-02.</source>
        <translation>“{part}” không phải ngày: viết 2026-12-24, 2026-12-24..2027-01-02 hoặc 12-24..01-02.</translation>
    </message>
    <message>
        <source>Rule {number}: {text}</source>
        <translation>Quy tắc {number}: {text}</translation>
    </message>
    <message>
        <source>the first rule that means a day decides it</source>
        <translation>quy tắc đầu tiên khớp ngày sẽ quyết định</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Lên trước</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Xuống sau</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>Thứ</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Other days</source>
        <translation>Ngày khác</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Ngoại lệ</translation>
    </message>
    <message>
        <source>and on the exception days below</source>
        <translation>và các ngày ngoại lệ bên dưới</translation>
    </message>
    <message>
        <source>Holidays and other days apart, as dates</source>
        <translation>Ngày lễ và các ngày đặc biệt</translation>
    </message>
    <message>
        <source>On</source>
        <comment>deed</comment>
        <translation>Bật</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>deed</comment>
        <translation>Tắt</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>no level</source>
        <translation>—</translation>
    </message>
    <message>
        <source>from</source>
        <translation>từ</translation>
    </message>
    <message>
        <source>till</source>
        <translation>đến</translation>
    </message>
    <message>
        <source>Time by the clock or by the sun</source>
        <translation>Theo đồng hồ hoặc theo mặt trời</translation>
    </message>
    <message>
        <source>Local time, 00:00 to 23:59</source>
        <translation>Giờ địa phương, 00:00 đến 23:59</translation>
    </message>
    <message>
        <source>Minutes after the sun&apos;s time, negative before it</source>
        <translation>Số phút sau giờ mặt trời, âm là trước</translation>
    </message>
    <message>
        <source>What the lamps do from then on</source>
        <translation>Đèn làm gì từ lúc đó</translation>
    </message>
    <message>
        <source>Level 1 to 100 %, or none</source>
        <translation>Mức sáng 1 đến 100 %, hoặc không đặt</translation>
    </message>
    <message>
        <source>Not before this clock time</source>
        <translation>Không trước giờ này</translation>
    </message>
    <message>
        <source>Not after this clock time</source>
        <translation>Không sau giờ này</translation>
    </message>
    <message>
        <source>Remove this step</source>
        <translation>Xóa bước này</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>Xóa “{name}”?</translation>
    </message>
    <message>
        <source>Its lamps stay as they are until somebody commands them.</source>
        <translation>Đèn giữ nguyên cho đến khi có lệnh khác.</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>đang tắt</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Kế hoạch</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Bất thường</translation>
    </message>
    <message>
        <source>No plans yet</source>
        <translation>Chưa có kế hoạch</translation>
    </message>
    <message>
        <source>A plan lights lamps by the sun and the clock, night after night, without anybody asking.</source>
        <translation>Kế hoạch bật tắt đèn theo mặt trời và đồng hồ mỗi đêm, không cần ai ra lệnh.</translation>
    </message>
    <message>
        <source>Begin a plan</source>
        <translation>Tạo kế hoạch</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>min</source>
        <translation>phút</translation>
    </message>
</context>
</TS>
