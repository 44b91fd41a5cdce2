<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Commands</name>
    <message>
        <source>Plan</source>
        <translation>Kế hoạch</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Trực ban</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Sự cố</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>Khẩn cấp</translation>
    </message>
    <message>
        <source>requested…</source>
        <translation>đã yêu cầu…</translation>
    </message>
    <message>
        <source>waits for a second person…</source>
        <translation>chờ người thứ hai duyệt…</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>đang chờ gửi…</translation>
    </message>
    <message>
        <source>sent, no answer…</source>
        <translation>đã gửi, chờ đáp…</translation>
    </message>
    <message>
        <source>accepted…</source>
        <translation>đã nhận lệnh…</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>đã xác nhận</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>bị từ chối</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>quá hạn</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>thất bại</translation>
    </message>
    <message>
        <source>mismatch</source>
        <translation>sai lệch</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>chưa xác nhận</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>bị thay thế</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>đã hủy</translation>
    </message>
    <message>
        <source>the device did not answer</source>
        <translation>thiết bị không trả lời</translation>
    </message>
    <message>
        <source>the device refused</source>
        <translation>thiết bị từ chối</translation>
    </message>
    <message>
        <source>the device shows another value</source>
        <translation>thiết bị báo giá trị khác</translation>
    </message>
    <message>
        <source>too late to be sent</source>
        <translation>quá hạn, không gửi nữa</translation>
    </message>
    <message>
        <source>the broker is offline</source>
        <translation>mất kết nối broker</translation>
    </message>
    <message>
        <source>the device has no such command</source>
        <translation>thiết bị không có lệnh này</translation>
    </message>
    <message>
        <source>a value is not allowed</source>
        <translation>giá trị không hợp lệ</translation>
    </message>
    <message>
        <source>a newer command took its place</source>
        <translation>lệnh mới hơn đã thay thế</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>đã rút lại</translation>
    </message>
    <message>
        <source>the device was removed</source>
        <translation>thiết bị đã bị gỡ</translation>
    </message>
    <message>
        <source>no broker leads to the device</source>
        <translation>không có broker nào dẫn tới thiết bị</translation>
    </message>
    <message>
        <source>the broker did not take it</source>
        <translation>broker không nhận lệnh</translation>
    </message>
    <message>
        <source>the broker never confirmed it</source>
        <translation>broker không báo đã nhận</translation>
    </message>
    <message>
        <source>nothing listens to the device&apos;s commands</source>
        <translation>không có gì nhận lệnh của thiết bị này</translation>
    </message>
    <message>
        <source>attempt</source>
        <translation>lần thử</translation>
    </message>
    <message>
        <source>the engine is not running</source>
        <translation>bộ xử lý không hoạt động</translation>
    </message>
    <message>
        <source>the device is not known</source>
        <translation>không có thiết bị này</translation>
    </message>
    <message>
        <source>it is already on its way</source>
        <translation>lệnh đã được gửi đi</translation>
    </message>
    <message>
        <source>the centre was restarted</source>
        <translation>trung tâm đã khởi động lại</translation>
    </message>
    <message>
        <source>the device shows</source>
        <translation>thiết bị báo</translation>
    </message>
    <message>
        <source>locked for maintenance</source>
        <translation>đang khóa để bảo trì</translation>
    </message>
    <message>
        <source>something more important holds the device</source>
        <translation>nguồn ưu tiên hơn đang giữ thiết bị</translation>
    </message>
    <message>
        <source>an interlock keeps it</source>
        <translation>bị khóa liên động</translation>
    </message>
    <message>
        <source>the device is offline</source>
        <translation>thiết bị mất liên lạc</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>ngừng khai thác</translation>
    </message>
    <message>
        <source>it shows that already</source>
        <translation>đã ở trạng thái đó</translation>
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
        <source>no second person agreed</source>
        <translation>không có người thứ hai đồng ý</translation>
    </message>
    <message>
        <source>its driver is missing</source>
        <translation>thiếu trình điều khiển</translation>
    </message>
    <message>
        <source>the driver failed</source>
        <translation>trình điều khiển bị lỗi</translation>
    </message>
    <message>
        <source>who asked for it cannot approve it: somebody else must</source>
        <translation>người ra lệnh không được tự phê duyệt: cần người khác</translation>
    </message>
    <message>
        <source>it does not wait for a second person any more</source>
        <translation>lệnh không còn chờ người thứ hai</translation>
    </message>
    <message>
        <source>no device is left to be commanded</source>
        <translation>không còn thiết bị nào để ra lệnh</translation>
    </message>
    <message>
        <source>a reason is needed</source>
        <translation>cần nêu lý do</translation>
    </message>
    <message>
        <source>the end is over already</source>
        <translation>thời điểm kết thúc đã qua</translation>
    </message>
    <message>
        <source>nothing holds the device</source>
        <translation>không có gì giữ thiết bị</translation>
    </message>
    <message>
        <source>the device is not locked</source>
        <translation>thiết bị không bị khóa</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>confirmed after {seconds} s</source>
        <translation>xác nhận sau {seconds} giây</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Giờ</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Lệnh</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
</context>
<context>
    <name>Faceplate</name>
    <message>
        <source>Press again: {command}</source>
        <translation>Nhấn lần nữa: {command}</translation>
    </message>
    <message>
        <source>Commanded</source>
        <translation>Đã ra lệnh</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Thiết bị báo</translation>
    </message>
    <message>
        <source>{state} since {age}</source>
        <translation>{state} {age}</translation>
    </message>
    <message>
        <source>{outcome} · {age} ago</source>
        <translation>{outcome} · {age} trước</translation>
    </message>
    <message>
        <source>The device is offline: a command may not reach it.</source>
        <translation>Thiết bị mất kết nối: lệnh có thể không tới được.</translation>
    </message>
    <message>
        <source>connection not known</source>
        <translation>chưa rõ kết nối</translation>
    </message>
    <message>
        <source>online</source>
        <translation>đang kết nối</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>mất kết nối</translation>
    </message>
    <message>
        <source>nothing heard yet</source>
        <translation>chưa có bản tin</translation>
    </message>
    <message>
        <source>last message {age} ago</source>
        <translation>bản tin cuối {age} trước</translation>
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
        <source>Link</source>
        <translation>Kết nối</translation>
    </message>
    <message>
        <source>Drag to a chart; double-click for its trend</source>
        <translation>Kéo vào đồ thị; nhấp đúp để xem xu hướng</translation>
    </message>
    <message>
        <source>never</source>
        <translation>chưa có</translation>
    </message>
    <message>
        <source>No device chosen</source>
        <translation>Chưa chọn thiết bị</translation>
    </message>
    <message>
        <source>Click a device on the map or in a list: its values, chart and commands appear here.</source>
        <translation>Nhấp một thiết bị trên bản đồ hoặc trong danh sách: giá trị, đồ thị và lệnh điều khiển hiện ở đây.</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Xu hướng</translation>
    </message>
    <message>
        <source>Open this point on the trends page</source>
        <translation>Mở điểm đo này ở trang xu hướng</translation>
    </message>
    <message>
        <source>Last commands</source>
        <translation>Các lệnh gần đây</translation>
    </message>
    <message>
        <source>{point}, last {span}</source>
        <translation>{point}, {span} qua</translation>
    </message>
    <message>
        <source>nothing recorded in this time</source>
        <translation>chưa ghi được gì trong khoảng này</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Xác nhận</translation>
    </message>
    <message>
        <source>Acknowledge the alarms shown here</source>
        <translation>Xác nhận các cảnh báo hiện ở đây</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>còn {count}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Khóa</translation>
    </message>
    <message>
        <source>Lock for maintenance</source>
        <translation>Khóa để bảo trì</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Bao lâu</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Mở khóa</translation>
    </message>
    <message>
        <source>Take another&apos;s lock away</source>
        <translation>Gỡ khóa của người khác</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Held by {source} ({by}): {wish}, {until}</source>
        <translation>{source} đang giữ ({by}): {wish}, {until}</translation>
    </message>
    <message>
        <source>Nothing rules it: no plan, no order.</source>
        <translation>Không có gì điều khiển: không kế hoạch, không lệnh.</translation>
    </message>
    <message>
        <source>Last command: {command}, {outcome} ({by})</source>
        <translation>Lệnh gần nhất: {command}, {outcome} ({by})</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>đang hiệu lực</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>đang chờ</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>từ {time}</translation>
    </message>
    <message>
        <source>Locked by {owner}: {reason}, {until}</source>
        <translation>{owner} khóa: {reason}, {until}</translation>
    </message>
    <message>
        <source>Why is it so?</source>
        <translation>Vì sao?</translation>
    </message>
    <message>
        <source>What rules this device, by weight</source>
        <translation>Điều gì đang điều khiển thiết bị, theo mức ưu tiên</translation>
    </message>
    <message>
        <source>Return to plan</source>
        <translation>Trở lại kế hoạch</translation>
    </message>
    <message>
        <source>End what holds it by hand</source>
        <translation>Kết thúc việc giữ bằng tay</translation>
    </message>
    <message>
        <source>Lock…</source>
        <translation>Khóa…</translation>
    </message>
    <message>
        <source>Nobody else commands it while you work on it</source>
        <translation>Không ai khác điều khiển được khi bạn đang làm việc với thiết bị</translation>
    </message>
    <message>
        <source>The panel of the driver {driver} is off: {reason}</source>
        <translation>Bảng riêng của trình điều khiển {driver} đã tắt: {reason}</translation>
    </message>
    <message>
        <source>It has not said yet what it shows</source>
        <translation>Bảng chưa báo đang hiển thị gì</translation>
    </message>
    <message>
        <source>Reported {age} ago</source>
        <translation>Báo cách đây {age}</translation>
    </message>
    <message>
        <source>{report}: it may show something else by now</source>
        <translation>{report}: có thể nay đã khác</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>Made-up town</source>
        <translation>Thị trấn tưởng tượng</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>bình thường</translation>
    </message>
    <message>
        <source>lit</source>
        <translation>đang sáng</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>chưa có tin</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>mất dữ liệu</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>khẩn cấp</translation>
    </message>
    <message>
        <source>high</source>
        <translation>cao</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>trung bình</translation>
    </message>
    <message>
        <source>low</source>
        <translation>thấp</translation>
    </message>
    <message>
        <source>No base map</source>
        <translation>Không có bản đồ nền</translation>
    </message>
    <message>
        <source>no value yet</source>
        <translation>chưa có giá trị</translation>
    </message>
    <message>
        <source>Devices: {count}</source>
        <translation>Thiết bị: {count}</translation>
    </message>
    <message>
        <source>Without data: {count}</source>
        <translation>Mất dữ liệu: {count}</translation>
    </message>
    <message>
        <source>Double-click to come closer</source>
        <translation>Nhấp đúp để phóng to</translation>
    </message>
    <message>
        <source>Map of the devices</source>
        <translation>Bản đồ thiết bị</translation>
    </message>
    <message>
        <source>Without a place on the map: {count}</source>
        <translation>Chưa có vị trí trên bản đồ: {count}</translation>
    </message>
    <message>
        <source>List them; Edit (F2) on the devices page gives one a place</source>
        <translation>Liệt kê; đặt vị trí bằng Sửa (F2) ở trang Thiết bị</translation>
    </message>
    <message>
        <source>{count} more: page Devices, filter “No place”</source>
        <translation>{count} thiết bị nữa: trang Thiết bị, bộ lọc “Chưa có vị trí”</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Map</source>
        <translation>Bản đồ</translation>
    </message>
    <message>
        <source>Whole town</source>
        <translation>Toàn cảnh</translation>
    </message>
    <message>
        <source>Show the whole town (Home)</source>
        <translation>Xem toàn bộ khu vực (Home)</translation>
    </message>
    <message>
        <source>Reading the city…</source>
        <translation>Đang đọc dữ liệu thành phố…</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Xác nhận</translation>
    </message>
    <message>
        <source>Acknowledge the chosen alarm (Space in the list)</source>
        <translation>Xác nhận cảnh báo đang chọn (phím cách trong danh sách)</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Lệnh điều khiển</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>What is wrong cannot be seen</source>
        <translation>Không biết được sự cố nào đang có</translation>
    </message>
    <message>
        <source>No broker is connected: nothing is known of the devices.</source>
        <translation>Không kết nối được máy chủ MQTT nào: chưa biết tình trạng thiết bị.</translation>
    </message>
    <message>
        <source>No alarm stands</source>
        <translation>Không có cảnh báo nào</translation>
    </message>
    <message>
        <source>Conditions that need somebody are listed here, the worst first.</source>
        <translation>Những tình trạng cần xử lý được liệt kê ở đây, nặng nhất trước.</translation>
    </message>
    <message>
        <source>standing: {count}</source>
        <translation>đang có: {count}</translation>
    </message>
    <message>
        <source>unacknowledged: {count}</source>
        <translation>chưa xác nhận: {count}</translation>
    </message>
    <message>
        <source>suppressed by design: {count}</source>
        <translation>chặn theo thiết kế: {count}</translation>
    </message>
    <message>
        <source>Commands sent to devices are listed here with their outcome.</source>
        <translation>Lệnh đã gửi tới thiết bị và kết quả được liệt kê ở đây.</translation>
    </message>
    <message>
        <source>No devices yet. Add a broker, or adopt what was discovered.</source>
        <translation>Chưa có thiết bị. Hãy khai báo máy chủ MQTT hoặc tiếp nhận các thiết bị đã phát hiện.</translation>
    </message>
</context>
<context>
    <name>StandingAlarms</name>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Giá trị</translation>
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
        <source>Behind it</source>
        <translation>Kéo theo</translation>
    </message>
</context>
</TS>
