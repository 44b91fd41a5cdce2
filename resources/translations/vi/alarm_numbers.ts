<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>AlarmConditions</name>
    <message>
        <source>Enable</source>
        <translation>Bật</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Tắt</translation>
    </message>
    <message>
        <source>Back to shipped</source>
        <translation>Về bản gốc</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Back to the kind&apos;s</source>
        <translation>Về bản của loại</translation>
    </message>
    <message>
        <source>The engine refused: {reason}</source>
        <translation>Bộ xử lý từ chối: {reason}</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Định nghĩa</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Thêm…</translation>
    </message>
    <message>
        <source>Add a definition (Ctrl+N)</source>
        <translation>Thêm một định nghĩa (Ctrl+N)</translation>
    </message>
    <message>
        <source>Copy to one device…</source>
        <translation>Chép cho một thiết bị…</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>Áp dụng</translation>
    </message>
    <message>
        <source>Alarms follow it from now on (Ctrl+S)</source>
        <translation>Cảnh báo theo định nghĩa này từ bây giờ (Ctrl+S)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Bỏ thay đổi</translation>
    </message>
    <message>
        <source>No alarm is defined here</source>
        <translation>Chưa định nghĩa cảnh báo nào</translation>
    </message>
    <message>
        <source>A definition says when devices of this kind are worth an operator&apos;s attention.</source>
        <translation>Định nghĩa cho biết khi nào thiết bị loại này cần người vận hành chú ý.</translation>
    </message>
    <message>
        <source>Choose a definition to edit it</source>
        <translation>Chọn một định nghĩa để sửa</translation>
    </message>
    <message>
        <source>Copy to one device</source>
        <translation>Chép cho một thiết bị</translation>
    </message>
    <message>
        <source>“{name}” for this device alone:</source>
        <translation>“{name}” chỉ cho thiết bị này:</translation>
    </message>
    <message>
        <source>Device…</source>
        <translation>Thiết bị…</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>số</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>có/không</translation>
    </message>
    <message>
        <source>given words</source>
        <translation>từ cho sẵn</translation>
    </message>
    <message>
        <source>free text</source>
        <translation>văn bản tự do</translation>
    </message>
    <message>
        <source>The key {key} must be 1 to 60 characters of a–z, 0–9 and _.</source>
        <translation>Khóa {key} phải gồm 1 đến 60 ký tự a–z, 0–9 và _.</translation>
    </message>
    <message>
        <source>Give it a name in both languages.</source>
        <translation>Hãy đặt tên bằng cả hai ngôn ngữ.</translation>
    </message>
    <message>
        <source>{field}: {value} is not one of {known}.</source>
        <translation>{field}: {value} không thuộc {known}.</translation>
    </message>
    <message>
        <source>{field}: {seconds} is not between 0 and {most}.</source>
        <translation>{field}: {seconds} không nằm trong khoảng 0 đến {most}.</translation>
    </message>
    <message>
        <source>“{field}” must be above 0.</source>
        <translation>“{field}” phải lớn hơn 0.</translation>
    </message>
    <message>
        <source>Times: {count} is not between 1 and {most}.</source>
        <translation>Số lần: {count} không nằm trong khoảng 1 đến {most}.</translation>
    </message>
    <message>
        <source>“{field}” must be a number.</source>
        <translation>“{field}” phải là một số.</translation>
    </message>
    <message>
        <source>“{field}” must be 0 or more.</source>
        <translation>“{field}” phải từ 0 trở lên.</translation>
    </message>
    <message>
        <source>{field}: devices of this kind have no point {point}.</source>
        <translation>{field}: loại thiết bị này không có điểm đo {point}.</translation>
    </message>
    <message>
        <source>{field}: {point} reports {type}; this test needs {types}.</source>
        <translation>{field}: {point} báo về {type}; phép thử này cần {types}.</translation>
    </message>
    <message>
        <source>Compare with another point or with a set-point, not with both or neither.</source>
        <translation>Hãy so với một điểm đo khác hoặc với giá trị đặt, không phải cả hai và không bỏ trống.</translation>
    </message>
    <message>
        <source>{point} cannot be compared with itself.</source>
        <translation>Không thể so {point} với chính nó.</translation>
    </message>
    <message>
        <source>The deadband {deadband} must be below the limit {limit}, or the alarm would never clear.</source>
        <translation>Vùng chết {deadband} phải nhỏ hơn ngưỡng {limit}, nếu không cảnh báo sẽ không bao giờ hết.</translation>
    </message>
    <message>
        <source>{field}: choose at least one.</source>
        <translation>{field}: hãy chọn ít nhất một.</translation>
    </message>
    <message>
        <source>{value} is no value of {point}, which reports {type}.</source>
        <translation>{value} không phải giá trị của {point}, vốn báo về {type}.</translation>
    </message>
    <message>
        <source>{field}: {value} is not one of the values of {point}.</source>
        <translation>{field}: {value} không phải một giá trị của {point}.</translation>
    </message>
    <message>
        <source>{point} reports no faults.</source>
        <translation>{point} không báo lỗi.</translation>
    </message>
    <message>
        <source>There is a definition with the key {key} already.</source>
        <translation>Đã có định nghĩa với khóa {key}.</translation>
    </message>
    <message>
        <source>{origin} · edited</source>
        <translation>{origin} · đang sửa</translation>
    </message>
    <message>
        <source>New definition</source>
        <translation>Định nghĩa mới</translation>
    </message>
    <message>
        <source>on</source>
        <translation>bật</translation>
    </message>
    <message>
        <source>off</source>
        <translation>tắt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Mức ưu tiên</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Điều kiện</translation>
    </message>
    <message>
        <source>Delays</source>
        <translation>Độ trễ</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Bật</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ</translation>
    </message>
    <message>
        <source>a set-point</source>
        <translation>một giá trị đặt</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Thông số</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Phía</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Chiều</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>So với</translation>
    </message>
    <message>
        <source>Set-point</source>
        <translation>Giá trị đặt</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Ngưỡng</translation>
    </message>
    <message>
        <source>Deadband</source>
        <translation>Vùng chết</translation>
    </message>
    <message>
        <source>Band, ±</source>
        <translation>Dải, ±</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Trong vòng</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sau</translation>
    </message>
    <message>
        <source>Stands at most</source>
        <translation>Tồn tại tối đa</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>But for</source>
        <translation>Trừ</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Kết thúc</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Khóa</translation>
    </message>
    <message>
        <source>On-delay</source>
        <translation>Trễ tác động</translation>
    </message>
    <message>
        <source>Off-delay</source>
        <translation>Trễ trở về</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Số lần</translation>
    </message>
    <message>
        <source>… within</source>
        <translation>… trong</translation>
    </message>
    <message>
        <source>Alarm again after</source>
        <translation>Báo lại sau</translation>
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
        <source>Time to respond</source>
        <translation>Thời hạn xử lý</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>Mở trang</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Đang bật</translation>
    </message>
    <message>
        <source>Latching</source>
        <translation>Có chốt</translation>
    </message>
    <message>
        <source>It stays on the list until somebody resets it</source>
        <translation>Cảnh báo nằm lại danh sách đến khi có người giải chốt</translation>
    </message>
    <message>
        <source>Explains silence behind it</source>
        <translation>Giải thích việc im lặng phía sau</translation>
    </message>
    <message>
        <source>While it is active, devices behind this one make no alarm of being silent</source>
        <translation>Khi còn tác động, thiết bị phía sau không báo mất số liệu riêng</translation>
    </message>
    <message>
        <source>The test must hold for this whole time before it is an alarm</source>
        <translation>Điều kiện phải đúng suốt thời gian này mới thành cảnh báo</translation>
    </message>
    <message>
        <source>The test must be false for this whole time before it is over</source>
        <translation>Điều kiện phải sai suốt thời gian này mới hết cảnh báo</translation>
    </message>
    <message>
        <source>a–z, 0–9 and _; it never changes afterwards</source>
        <translation>a–z, 0–9 và _; về sau không đổi được</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Loại thiết bị</translation>
    </message>
    <message>
        <source>Devices with their own</source>
        <translation>Thiết bị có định nghĩa riêng</translation>
    </message>
    <message>
        <source>Defined for</source>
        <translation>Định nghĩa cho</translation>
    </message>
    <message>
        <source>For one device…</source>
        <translation>Cho một thiết bị…</translation>
    </message>
    <message>
        <source>Find a device to give it definitions of its own</source>
        <translation>Tìm thiết bị để đặt định nghĩa riêng</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 giờ</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 giờ</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 ngày</translation>
    </message>
    <message>
        <source>in the last hour</source>
        <translation>trong giờ qua</translation>
    </message>
    <message>
        <source>in the last 24 h</source>
        <translation>trong 24 giờ qua</translation>
    </message>
    <message>
        <source>in the last 7 days</source>
        <translation>trong 7 ngày qua</translation>
    </message>
    <message>
        <source>No device has history {period} to try it on.</source>
        <translation>Không thiết bị nào có dữ liệu {period} để thử.</translation>
    </message>
    <message>
        <source>Would have fired {count} times {period}, on {on} of {devices} devices.</source>
        <translation>Sẽ báo {count} lần {period}, trên {on} trong {devices} thiết bị.</translation>
    </message>
    <message>
        <source>Trying on {total} devices…</source>
        <translation>Đang thử trên {total} thiết bị…</translation>
    </message>
    <message>
        <source>Looked at {done} of {total} devices: {count} times so far.</source>
        <translation>Đã xét {done}/{total} thiết bị: đến nay {count} lần.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Đã dừng.</translation>
    </message>
    <message>
        <source>Stop the trial</source>
        <translation>Dừng thử</translation>
    </message>
    <message>
        <source>still</source>
        <translation>vẫn còn</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>Kéo dài</translation>
    </message>
    <message>
        <source>This test cannot be tried: history does not show it.</source>
        <translation>Không thử được điều kiện này: dữ liệu đã ghi không cho thấy.</translation>
    </message>
    <message>
        <source>Cannot be tried: {reason}</source>
        <translation>Không thử được: {reason}</translation>
    </message>
    <message>
        <source>Try against history</source>
        <translation>Thử với lịch sử</translation>
    </message>
    <message>
        <source>What it would have done with recorded values (Ctrl+T)</source>
        <translation>Định nghĩa này sẽ báo thế nào với số liệu đã ghi (Ctrl+T)</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>bản gốc</translation>
    </message>
    <message>
        <source>own, of the kind</source>
        <translation>riêng của loại</translation>
    </message>
    <message>
        <source>own, of the device</source>
        <translation>riêng của thiết bị</translation>
    </message>
    <message>
        <source>not in force yet</source>
        <translation>chưa áp dụng</translation>
    </message>
    <message>
        <source>Rate of change</source>
        <translation>Tốc độ thay đổi</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Độ lệch</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Fault the device reports</source>
        <translation>Lỗi do thiết bị báo</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Mất số liệu</translation>
    </message>
    <message>
        <source>Frozen value</source>
        <translation>Giá trị đứng yên</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Mất kết nối</translation>
    </message>
    <message>
        <source>Command without success</source>
        <translation>Lệnh không thành công</translation>
    </message>
    <message>
        <source>high-high</source>
        <translation>rất cao</translation>
    </message>
    <message>
        <source>high</source>
        <translation>cao</translation>
    </message>
    <message>
        <source>low</source>
        <translation>thấp</translation>
    </message>
    <message>
        <source>low-low</source>
        <translation>rất thấp</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>tăng</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>giảm</translation>
    </message>
    <message>
        <source>rising or falling</source>
        <translation>tăng hoặc giảm</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>bị từ chối</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>hết hạn</translation>
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
        <source>unconfirmed</source>
        <translation>không được xác nhận</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>bị thay thế</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>bị hủy</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Đồ thị</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Bản đồ</translation>
    </message>
    <message>
        <source>{test}, deadband {band}</source>
        <translation>{test}, vùng chết {band}</translation>
    </message>
    <message>
        <source>{point} {direction} by {limit} within {time}</source>
        <translation>{point} {direction} {limit} trong {time}</translation>
    </message>
    <message>
        <source>{point} off {reference} by {limit}</source>
        <translation>{point} lệch {reference} {limit}</translation>
    </message>
    <message>
        <source>{point} reports a fault</source>
        <translation>{point} báo lỗi</translation>
    </message>
    <message>
        <source>{test}, but for {values}</source>
        <translation>{test}, trừ {values}</translation>
    </message>
    <message>
        <source>No data for longer than expected</source>
        <translation>Mất số liệu lâu hơn dự kiến</translation>
    </message>
    <message>
        <source>No data for {time}</source>
        <translation>Mất số liệu {time}</translation>
    </message>
    <message>
        <source>{point} stays within ±{band} for {time}</source>
        <translation>{point} đứng trong ±{band} suốt {time}</translation>
    </message>
    <message>
        <source>The device is offline</source>
        <translation>Thiết bị mất kết nối</translation>
    </message>
    <message>
        <source>A command ended {ends}</source>
        <translation>Có lệnh kết thúc: {ends}</translation>
    </message>
</context>
<context>
    <name>AlarmJournal</name>
    <message>
        <source>New lines: {count}</source>
        <translation>Dòng mới: {count}</translation>
    </message>
    <message>
        <source>The journal cannot be read: {reason}</source>
        <translation>Không đọc được nhật ký: {reason}</translation>
    </message>
    <message>
        <source>Reading the journal…</source>
        <translation>Đang đọc nhật ký…</translation>
    </message>
    <message>
        <source>All {count} lines</source>
        <translation>Tất cả {count} dòng</translation>
    </message>
    <message>
        <source>{count} lines read, more below</source>
        <translation>Đã đọc {count} dòng, còn nữa bên dưới</translation>
    </message>
    <message>
        <source>The journal cannot be read</source>
        <translation>Không đọc được nhật ký</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>No line of the journal matches</source>
        <translation>Không có dòng nhật ký nào khớp</translation>
    </message>
    <message>
        <source>Every step of every alarm is written here: raised, acknowledged, shelved, cleared. Choose a longer time or fewer filters.</source>
        <translation>Mọi bước của mọi cảnh báo được ghi tại đây: phát sinh, xác nhận, tạm gác, hết. Hãy chọn khoảng thời gian dài hơn hoặc bớt bộ lọc.</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Hiện toàn bộ</translation>
    </message>
    <message>
        <source>Export the journal</source>
        <translation>Xuất nhật ký</translation>
    </message>
    <message>
        <source>Exporting: {count} lines written</source>
        <translation>Đang xuất: đã ghi {count} dòng</translation>
    </message>
    <message>
        <source>The file was not written: {reason}</source>
        <translation>Không ghi được tệp: {reason}</translation>
    </message>
    <message>
        <source>Exported {count} lines</source>
        <translation>Đã xuất {count} dòng</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>Xuất CSV…</translation>
    </message>
    <message>
        <source>Write every line that matches (Ctrl+E)</source>
        <translation>Ghi mọi dòng khớp bộ lọc (Ctrl+E)</translation>
    </message>
    <message>
        <source>Read the journal anew from the top (F5)</source>
        <translation>Đọc lại nhật ký từ đầu (F5)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Arrived here: {time}</source>
        <translation>Đến trung tâm: {time}</translation>
    </message>
    <message>
        <source>Clock of the device: {time}</source>
        <translation>Đồng hồ thiết bị: {time}</translation>
    </message>
    <message>
        <source>Quality: {word}</source>
        <translation>Chất lượng: {word}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Mức ưu tiên</translation>
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
        <source>Event</source>
        <translation>Sự kiện</translation>
    </message>
    <message>
        <source>State after</source>
        <translation>Trạng thái sau</translation>
    </message>
    <message>
        <source>Value / limit</source>
        <translation>Giá trị / ngưỡng</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Người trực</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>Mọi khu vực</translation>
    </message>
    <message>
        <source>An area and everything below it</source>
        <translation>Một khu vực và mọi khu vực bên trong</translation>
    </message>
    <message>
        <source>Device…</source>
        <translation>Thiết bị…</translation>
    </message>
    <message>
        <source>Operator…</source>
        <translation>Người trực…</translation>
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
        <source>All events</source>
        <translation>Mọi sự kiện</translation>
    </message>
    <message>
        <source>{count} kinds of events</source>
        <translation>{count} loại sự kiện</translation>
    </message>
    <message>
        <source>Choose which events are listed</source>
        <translation>Chọn sự kiện được liệt kê</translation>
    </message>
    <message>
        <source>List all conditions of this device</source>
        <translation>Liệt kê mọi điều kiện của thiết bị này</translation>
    </message>
    <message>
        <source>All times</source>
        <translation>Mọi lúc</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Giờ qua</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>Last 24 h</source>
        <translation>24 giờ qua</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 ngày qua</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>Từ – đến</translation>
    </message>
    <message>
        <source>{event} until {time}</source>
        <translation>{event} đến {time}</translation>
    </message>
    <message>
        <source>{event}: behind {device}</source>
        <translation>{event}: sau {device}</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>ngừng phục vụ</translation>
    </message>
    <message>
        <source>shelved</source>
        <translation>tạm gác</translation>
    </message>
    <message>
        <source>suppressed</source>
        <translation>bị chặn</translation>
    </message>
</context>
<context>
    <name>AlarmStatistics</name>
    <message>
        <source>data only since {time}</source>
        <translation>chỉ có dữ liệu từ {time}</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Đang đếm…</translation>
    </message>
    <message>
        <source>The statistics cannot be counted</source>
        <translation>Không đếm được số liệu thống kê</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>No alarm has been raised yet</source>
        <translation>Chưa có cảnh báo nào</translation>
    </message>
    <message>
        <source>The measures are counted from the journal; some need 30 days of it.</source>
        <translation>Các chỉ số được đếm từ nhật ký; một số cần đủ 30 ngày.</translation>
    </message>
    <message>
        <source>Export the statistics</source>
        <translation>Xuất thống kê</translation>
    </message>
    <message>
        <source>The file was not written: {reason}</source>
        <translation>Không ghi được tệp: {reason}</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Đã ghi: {path}</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 giờ</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 ngày</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 ngày</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Đếm lại</translation>
    </message>
    <message>
        <source>Count up to this moment (F5)</source>
        <translation>Đếm đến lúc này (F5)</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Write all figures to a file (Ctrl+E)</source>
        <translation>Ghi mọi số liệu ra tệp (Ctrl+E)</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Write a report of pages to print (Ctrl+P)</source>
        <translation>Ghi báo cáo để in (Ctrl+P)</translation>
    </message>
    <message>
        <source>manageable: {count} a day</source>
        <translation>kham được: {count} mỗi ngày</translation>
    </message>
    <message>
        <source>a flood begins above {count}</source>
        <translation>dồn dập khi trên {count}</translation>
    </message>
    <message>
        <source>floods: {count}, shaded</source>
        <translation>đợt dồn dập: {count}, tô nền</translation>
    </message>
    <message>
        <source>None in this period.</source>
        <translation>Không có trong khoảng này.</translation>
    </message>
    <message>
        <source>Measures after ISA-18.2</source>
        <translation>Chỉ số theo ISA-18.2</translation>
    </message>
    <message>
        <source>Ten most frequent</source>
        <translation>Mười cảnh báo nhiều nhất</translation>
    </message>
    <message>
        <source>Chattering</source>
        <translation>Chập chờn</translation>
    </message>
    <message>
        <source>Fleeting</source>
        <translation>Thoáng qua</translation>
    </message>
    <message>
        <source>Standing for more than 24 h</source>
        <translation>Tồn tại quá 24 giờ</translation>
    </message>
    <message>
        <source>Time to acknowledge</source>
        <translation>Thời gian xác nhận</translation>
    </message>
    <message>
        <source>a yardstick from process plants, not a law</source>
        <translation>thước đo từ nhà máy, không phải quy định</translation>
    </message>
    <message>
        <source>3 times or more within a minute</source>
        <translation>từ 3 lần trong một phút</translation>
    </message>
    <message>
        <source>gone before anybody could act</source>
        <translation>hết trước khi kịp xử lý</translation>
    </message>
    <message>
        <source>Mix of priorities</source>
        <translation>Tỷ lệ mức ưu tiên</translation>
    </message>
    <message>
        <source>marks: 80 / 15 / 5 %</source>
        <translation>vạch: 80 / 15 / 5 %</translation>
    </message>
    <message>
        <source>Activations per day</source>
        <translation>Số lần phát sinh mỗi ngày</translation>
    </message>
    <message>
        <source>Activations per 10 minutes</source>
        <translation>Số lần phát sinh mỗi 10 phút</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Chỉ số</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>Acceptable</source>
        <translation>Chấp nhận</translation>
    </message>
    <message>
        <source>Manageable</source>
        <translation>Kham được</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Đánh giá</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Times · share</source>
        <translation>Số lần · tỷ lệ</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Mức ưu tiên</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Trung vị</translation>
    </message>
    <message>
        <source>19 of 20 within</source>
        <translation>19 trên 20 trong</translation>
    </message>
    <message>
        <source>Alarm statistics</source>
        <translation>Thống kê cảnh báo</translation>
    </message>
    <message>
        <source>Shaded: floods. Their number in this period: {count}.</source>
        <translation>Tô nền: các đợt dồn dập. Số đợt trong khoảng này: {count}.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Số lần</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Tỷ lệ</translation>
    </message>
    <message>
        <source>Made {time}</source>
        <translation>Lập lúc {time}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>và {count} mục khác</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>Trang {number}</translation>
    </message>
    <message>
        <source>Alarms per hour, average</source>
        <translation>Cảnh báo mỗi giờ, trung bình</translation>
    </message>
    <message>
        <source>Alarms per 10 minutes, average</source>
        <translation>Cảnh báo mỗi 10 phút, trung bình</translation>
    </message>
    <message>
        <source>10-minute periods with &gt; 10 alarms</source>
        <translation>Khoảng 10 phút có &gt; 10 cảnh báo</translation>
    </message>
    <message>
        <source>Time in flood</source>
        <translation>Thời gian dồn dập</translation>
    </message>
    <message>
        <source>Share of the ten most frequent</source>
        <translation>Tỷ lệ của mười cảnh báo nhiều nhất</translation>
    </message>
    <message>
        <source>Chattering alarms</source>
        <translation>Cảnh báo chập chờn</translation>
    </message>
    <message>
        <source>Fleeting alarms</source>
        <translation>Cảnh báo thoáng qua</translation>
    </message>
    <message>
        <source>Alarms standing for more than 24 h</source>
        <translation>Cảnh báo tồn tại quá 24 giờ</translation>
    </message>
    <message>
        <source>Share of priority low</source>
        <translation>Tỷ lệ mức thấp</translation>
    </message>
    <message>
        <source>Share of priority medium</source>
        <translation>Tỷ lệ mức trung bình</translation>
    </message>
    <message>
        <source>Share of priority high and critical</source>
        <translation>Tỷ lệ mức cao và khẩn cấp</translation>
    </message>
    <message>
        <source>Time to acknowledge, median</source>
        <translation>Thời gian xác nhận, trung vị</translation>
    </message>
    <message>
        <source>not enough data</source>
        <translation>chưa đủ dữ liệu</translation>
    </message>
    <message>
        <source>near the target</source>
        <translation>gần mục tiêu</translation>
    </message>
    <message>
        <source>acceptable</source>
        <translation>chấp nhận được</translation>
    </message>
    <message>
        <source>manageable</source>
        <translation>kham được</translation>
    </message>
    <message>
        <source>off the target</source>
        <translation>lệch mục tiêu</translation>
    </message>
    <message>
        <source>too much</source>
        <translation>quá nhiều</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>không có mục tiêu</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>s</source>
        <translation>giây</translation>
    </message>
    <message>
        <source>min</source>
        <translation>phút</translation>
    </message>
    <message>
        <source>h</source>
        <translation>giờ</translation>
    </message>
    <message>
        <source>d</source>
        <translation>ngày</translation>
    </message>
</context>
</TS>
