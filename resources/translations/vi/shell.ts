<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>AlarmStrip</name>
    <message>
        <source>Unacknowledged alarms</source>
        <translation>Cảnh báo chưa xác nhận</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Xác nhận</translation>
    </message>
    <message>
        <source>Acknowledge the alarm that stands here (F8)</source>
        <translation>Xác nhận cảnh báo đang hiện ở đây (F8)</translation>
    </message>
    <message>
        <source>Sounds of alarms; silence with F9</source>
        <translation>Âm báo; tắt tiếng bằng F9</translation>
    </message>
    <message>
        <source>Sounds of alarms</source>
        <translation>Âm báo</translation>
    </message>
    <message>
        <source>{priority}, unacknowledged</source>
        <translation>{priority}, chưa xác nhận</translation>
    </message>
    <message>
        <source>No unacknowledged alarm</source>
        <translation>Không có cảnh báo chưa xác nhận</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>còn {count} cảnh báo nữa</translation>
    </message>
    <message>
        <source>over, not acknowledged</source>
        <translation>đã hết, chưa xác nhận</translation>
    </message>
    <message>
        <source>Flood since {time}</source>
        <translation>Dồn dập từ {time}</translation>
    </message>
    <message>
        <source>Alarm flood since {time} · {count} in 10 min</source>
        <translation>Dồn dập cảnh báo từ {time} · {count} trong 10 phút</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>The engine is silent since {time} ({age}): nothing shown is current. Start Control Center again.</source>
        <translation>Bộ xử lý ngừng phản hồi từ {time} ({age}): số liệu đang hiển thị không còn mới. Hãy khởi động lại Control Center.</translation>
    </message>
    <message>
        <source>No broker is configured: add one to {path}</source>
        <translation>Chưa khai báo máy chủ MQTT nào: hãy thêm vào {path}</translation>
    </message>
    <message>
        <source>History is not being written: {count} values wait in memory</source>
        <translation>Lịch sử không được ghi: {count} giá trị đang chờ trong bộ nhớ</translation>
    </message>
    <message>
        <source>History has not been written since {time}: {count} values wait</source>
        <translation>Lịch sử không được ghi từ {time}: {count} giá trị đang chờ</translation>
    </message>
    <message>
        <source>The centre is blind since {time} ({age}): no broker is connected. Values are the last known.</source>
        <translation>Trung tâm mất tín hiệu từ {time} ({age}): không kết nối được máy chủ MQTT nào. Giá trị hiển thị là giá trị cuối cùng nhận được.</translation>
    </message>
    <message>
        <source>Broker {name} is not connected since {time} ({age}): {reason}</source>
        <translation>Mất kết nối máy chủ {name} từ {time} ({age}): {reason}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Chi tiết</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>và {count} mục khác</translation>
    </message>
</context>
<context>
    <name>DesktopNotice</name>
    <message>
        <source>and {count} more alarms</source>
        <translation>và {count} cảnh báo khác</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Name, id or address of a device; alarm; page; action</source>
        <translation>Tên, mã hoặc địa chỉ thiết bị; cảnh báo; trang; thao tác</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Không tìm thấy mục nào.</translation>
    </message>
    <message>
        <source>alarm</source>
        <translation>cảnh báo</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Online</source>
        <translation>Trực tuyến</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Kết nối</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>Find a device, a page or an action (Ctrl+K)</source>
        <translation>Tìm thiết bị, trang hoặc thao tác (Ctrl+K)</translation>
    </message>
    <message>
        <source>Operator, theme, language, windows</source>
        <translation>Trực ban, giao diện, ngôn ngữ, cửa sổ</translation>
    </message>
    <message>
        <source>unacknowledged: {count}</source>
        <translation>chưa xác nhận: {count}</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Ngoại tuyến</translation>
    </message>
    <message>
        <source>No fresh data</source>
        <translation>Không có dữ liệu mới</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Broker {place} cannot be reached: {reason}</source>
        <translation>Không kết nối được máy chủ {place}: {reason}</translation>
    </message>
    <message>
        <source>Broker {place} refuses this centre: {reason}</source>
        <translation>Máy chủ {place} từ chối trung tâm này: {reason}</translation>
    </message>
    <message>
        <source>Broker {place} is connected but nothing arrives</source>
        <translation>Đã kết nối máy chủ {place} nhưng không có dữ liệu về</translation>
    </message>
    <message>
        <source>Messages from broker {place} were lost: {lost}</source>
        <translation>Mất bản tin từ máy chủ {place}: {lost}</translation>
    </message>
    <message>
        <source>The secure connection to broker {place} cannot be trusted: {reason}</source>
        <translation>Kết nối bảo mật tới máy chủ {place} không đáng tin cậy: {reason}</translation>
    </message>
    <message>
        <source>Driver {place} failed too often in a row and was stopped: {error}</source>
        <translation>Trình điều khiển {place} lỗi liên tiếp quá nhiều lần và đã bị dừng: {error}</translation>
    </message>
    <message>
        <source>Driver {place} is sent more than it may read, some messages are dropped: {address}</source>
        <translation>Trình điều khiển {place} nhận quá nhiều bản tin, một số bị bỏ qua: {address}</translation>
    </message>
    <message>
        <source>Driver {place} takes too long to read its messages</source>
        <translation>Trình điều khiển {place} đọc bản tin quá chậm</translation>
    </message>
    <message>
        <source>Driver {place} could not be loaded: {error}</source>
        <translation>Không nạp được trình điều khiển {place}: {error}</translation>
    </message>
    <message>
        <source>History cannot be written and waits in memory: {reason}</source>
        <translation>Không ghi được lịch sử, dữ liệu đang chờ trong bộ nhớ: {reason}</translation>
    </message>
    <message>
        <source>History was given up for want of room: {dropped}</source>
        <translation>Lịch sử bị bỏ do hết chỗ chứa: {dropped}</translation>
    </message>
    <message>
        <source>The disk of the store is nearly full: {place}</source>
        <translation>Ổ đĩa của kho dữ liệu sắp đầy: {place}</translation>
    </message>
    <message>
        <source>Part of the store cannot be read: {reason}</source>
        <translation>Một phần kho dữ liệu không đọc được: {reason}</translation>
    </message>
    <message>
        <source>Driver {place} cannot read some messages: {error}</source>
        <translation>Trình điều khiển {place} không đọc được một số bản tin: {error}</translation>
    </message>
    <message>
        <source>Messages that are too large are left unread: {place}</source>
        <translation>Bản tin quá lớn không được đọc: {place}</translation>
    </message>
    <message>
        <source>The list of discovered devices is full, driver {place} adds no more: {limit}</source>
        <translation>Danh sách thiết bị mới đã đầy, trình điều khiển {place} không thêm được nữa: {limit}</translation>
    </message>
    <message>
        <source>The clock of this machine jumped by {seconds} s</source>
        <translation>Đồng hồ máy này nhảy {seconds} s</translation>
    </message>
    <message>
        <source>Another copy of the program already uses this profile: {place}</source>
        <translation>Một bản chương trình khác đang dùng hồ sơ này: {place}</translation>
    </message>
    <message>
        <source>The settings cannot be used: {reason}</source>
        <translation>Không dùng được cấu hình: {reason}</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Overview</source>
        <translation>Tổng quan</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Biểu đồ</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Điều khiển</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Hệ thống</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>action</source>
        <translation>thao tác</translation>
    </message>
    <message>
        <source>page</source>
        <translation>trang</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Tìm…</translation>
    </message>
    <message>
        <source>Acknowledge the alarm in the strip</source>
        <translation>Xác nhận cảnh báo trên thanh cảnh báo</translation>
    </message>
    <message>
        <source>Silence the alarms</source>
        <translation>Tắt tiếng cảnh báo</translation>
    </message>
    <message>
        <source>Sounds of alarms…</source>
        <translation>Âm báo…</translation>
    </message>
    <message>
        <source>Page in its own window</source>
        <translation>Tách trang ra cửa sổ riêng</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Toàn màn hình</translation>
    </message>
    <message>
        <source>Wall mode</source>
        <translation>Chế độ màn hình lớn</translation>
    </message>
    <message>
        <source>Night theme</source>
        <translation>Giao diện ban đêm</translation>
    </message>
    <message>
        <source>Day theme</source>
        <translation>Giao diện ban ngày</translation>
    </message>
</context>
<context>
    <name>Sounds</name>
    <message>
        <source>Silence until the next new alarm</source>
        <translation>Tắt tiếng đến cảnh báo mới tiếp theo</translation>
    </message>
    <message>
        <source>Sounds on this seat</source>
        <translation>Bật âm báo tại vị trí này</translation>
    </message>
    <message>
        <source>Volume, quiet hours…</source>
        <translation>Âm lượng, giờ yên tĩnh…</translation>
    </message>
    <message>
        <source>The alarm in the strip has just changed: look again</source>
        <translation>Cảnh báo trên thanh vừa thay đổi: hãy xem lại</translation>
    </message>
    <message>
        <source>Sounds of alarms</source>
        <translation>Âm báo</translation>
    </message>
    <message>
        <source>Quiet hours: only critical alarms sound</source>
        <translation>Giờ yên tĩnh: chỉ cảnh báo khẩn cấp phát tiếng</translation>
    </message>
    <message>
        <source>Messages on the desktop while the window is not in front</source>
        <translation>Thông báo trên màn hình nền khi cửa sổ không ở trước</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Âm lượng</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Nghe thử</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>No sound: no player found on this computer (pw-play, paplay, aplay); the bell rings instead</source>
        <translation>Không có âm thanh: máy này không có trình phát (pw-play, paplay, aplay); dùng chuông hệ thống thay thế</translation>
    </message>
    <message>
        <source>No sound: {reason}; the bell rings instead</source>
        <translation>Không có âm thanh: {reason}; dùng chuông hệ thống thay thế</translation>
    </message>
    <message>
        <source>Played with {player}</source>
        <translation>Phát bằng {player}</translation>
    </message>
    <message>
        <source>Quiet hours {start}–{end}: only critical alarms</source>
        <translation>Giờ yên tĩnh {start}–{end}: chỉ cảnh báo khẩn cấp</translation>
    </message>
    <message>
        <source>No messages: this desktop has no tray; the task bar marks the window</source>
        <translation>Không có thông báo: màn hình nền này không có khay hệ thống; thanh tác vụ đánh dấu cửa sổ</translation>
    </message>
    <message>
        <source>Messages on the desktop are off</source>
        <translation>Đã tắt thông báo trên màn hình nền</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>{up} of {count} more connected</source>
        <translation>{up}/{count} máy chủ khác đã kết nối</translation>
    </message>
    <message>
        <source>History · {count} waiting</source>
        <translation>Lịch sử · {count} chờ ghi</translation>
    </message>
    <message>
        <source>Engine · {rate} readings/s</source>
        <translation>Xử lý · {rate} giá trị/s</translation>
    </message>
    <message>
        <source>{count} discovered</source>
        <translation>{count} thiết bị mới</translation>
    </message>
    <message>
        <source>History · writing</source>
        <translation>Lịch sử · đang ghi</translation>
    </message>
    <message>
        <source>Engine · silent for {age}</source>
        <translation>Xử lý · ngừng phản hồi {age}</translation>
    </message>
    <message>
        <source>{name} · {rate} msg/s</source>
        <translation>{name} · {rate} bản tin/s</translation>
    </message>
    <message>
        <source>silent for {age}</source>
        <translation>im lặng {age}</translation>
    </message>
    <message>
        <source>{name} · connecting</source>
        <translation>{name} · đang kết nối</translation>
    </message>
    <message>
        <source>{name} · down for {age}</source>
        <translation>{name} · mất {age}</translation>
    </message>
    <message>
        <source>Data gap since {time}</source>
        <translation>Mất dữ liệu từ {time}</translation>
    </message>
    <message>
        <source>No data gap since start</source>
        <translation>Không mất dữ liệu từ khi chạy</translation>
    </message>
    <message>
        <source>Last data gap {time}, {age} long</source>
        <translation>Lần mất dữ liệu cuối {time}, kéo dài {age}</translation>
    </message>
</context>
<context>
    <name>System</name>
    <message>
        <source>Brokers</source>
        <translation>Máy chủ MQTT</translation>
    </message>
    <message>
        <source>No broker is configured</source>
        <translation>Chưa khai báo máy chủ MQTT</translation>
    </message>
    <message>
        <source>Name one under [[brokers]] in settings.toml, then start again.</source>
        <translation>Khai báo trong mục [[brokers]] của settings.toml rồi khởi động lại.</translation>
    </message>
    <message>
        <source>Drivers</source>
        <translation>Trình điều khiển</translation>
    </message>
    <message>
        <source>No driver is loaded</source>
        <translation>Chưa nạp trình điều khiển nào</translation>
    </message>
    <message>
        <source>Drivers are folders with a driver.toml under plugins.</source>
        <translation>Mỗi trình điều khiển là một thư mục có driver.toml trong plugins.</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>Nothing to report</source>
        <translation>Không có gì cần báo</translation>
    </message>
    <message>
        <source>Standing conditions of the centre itself appear here.</source>
        <translation>Tình trạng của chính trung tâm hiển thị tại đây.</translation>
    </message>
    <message>
        <source>Unreadable messages</source>
        <translation>Bản tin không đọc được</translation>
    </message>
    <message>
        <source>Every message could be read</source>
        <translation>Mọi bản tin đều đọc được</translation>
    </message>
    <message>
        <source>The last ones that no driver understands are kept here for a technician.</source>
        <translation>Các bản tin gần nhất không trình điều khiển nào hiểu được giữ lại cho kỹ thuật viên.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Tải lại</translation>
    </message>
    <message>
        <source>Ask the engine for the last unreadable messages</source>
        <translation>Lấy các bản tin không đọc được gần nhất</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>đã kết nối</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>đang kết nối</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>mất kết nối</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>bị từ chối</translation>
    </message>
    <message>
        <source>running</source>
        <translation>đang chạy</translation>
    </message>
    <message>
        <source>stopped after errors</source>
        <translation>dừng do lỗi</translation>
    </message>
    <message>
        <source>flooded</source>
        <translation>quá tải</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>đang ghi</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>lỗi ghi</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>đã đóng</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Máy chủ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Giao thức</translation>
    </message>
    <message>
        <source>msg/s</source>
        <translation>tin/s</translation>
    </message>
    <message>
        <source>Trip, ms</source>
        <translation>Trễ, ms</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Đã nhận</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Mất</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Im lặng</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Trình điều khiển</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Bản tin</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Chậm</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Lỗi gần nhất</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Chủ đề</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dung lượng</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Văn bản</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Choose a message to see its bytes.</source>
        <translation>Chọn một bản tin để xem nội dung.</translation>
    </message>
    <message>
        <source>the first {shown} of {size} bytes</source>
        <translation>{shown} byte đầu trong {size} byte</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Chờ ghi</translation>
    </message>
    <message>
        <source>Written since start</source>
        <translation>Đã ghi từ khi chạy</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Đã bỏ</translation>
    </message>
    <message>
        <source>Free on disk</source>
        <translation>Ổ đĩa còn trống</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Lược đồ</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Kho dữ liệu</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>This page is in a window of its own</source>
        <translation>Trang này đang ở cửa sổ riêng</translation>
    </message>
    <message>
        <source>Close that window, or bring the page back here.</source>
        <translation>Đóng cửa sổ đó hoặc đưa trang về đây.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Đưa về đây</translation>
    </message>
    <message>
        <source>Wall mode: Esc leaves it</source>
        <translation>Chế độ màn hình lớn: nhấn Esc để thoát</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>Bị từ chối: {reason}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>good</source>
        <translation>tốt</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>chưa chắc</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>cũ</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>hỏng</translation>
    </message>
    <message>
        <source>d</source>
        <translation>ngày</translation>
    </message>
    <message>
        <source>h</source>
        <translation>giờ</translation>
    </message>
    <message>
        <source>min</source>
        <translation>phút</translation>
    </message>
    <message>
        <source>s</source>
        <translation>giây</translation>
    </message>
</context>
</TS>
