<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Signs</name>
    <message>
        <source>must not be shown: {words}</source>
        <translation>không được hiển thị: {words}</translation>
    </message>
    <message>
        <source>Compose</source>
        <translation>Soạn nội dung</translation>
    </message>
    <message>
        <source>amber</source>
        <translation>hổ phách</translation>
    </message>
    <message>
        <source>white</source>
        <translation>trắng</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>nhiều màu</translation>
    </message>
    <message>
        <source>preview on a usual sign ({width}×{height}, {colour})</source>
        <translation>xem trước trên biển thông dụng ({width}×{height}, {colour})</translation>
    </message>
    <message>
        <source>preview on {name} ({width}×{height}, {colour})</source>
        <translation>xem trước trên {name} ({width}×{height}, {colour})</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>A dot for each pixel, as from afar (Ctrl+0)</source>
        <translation>Mỗi điểm LED một điểm ảnh, như nhìn từ xa (Ctrl+0)</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ban ngày</translation>
    </message>
    <message>
        <source>How it looks in the sun (Ctrl+Shift+D)</source>
        <translation>Hình ảnh dưới nắng (Ctrl+Shift+D)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>Viết tắt</translation>
    </message>
    <message>
        <source>Text of this page</source>
        <translation>Nội dung trang này</translation>
    </message>
    <message>
        <source>[np] page, [nl] line, [jl2] [jl3] [jl4] left middle right, [fo2] font</source>
        <translation>[np] trang, [nl] dòng, [jl2] [jl3] [jl4] trái giữa phải, [fo2] phông chữ</translation>
    </message>
    <message>
        <source>Go to the place (F8)</source>
        <translation>Đến chỗ lỗi (F8)</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>không định</translation>
    </message>
    <message>
        <source>min</source>
        <translation>phút</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Nhóm</translation>
    </message>
    <message>
        <source>Usually shown for</source>
        <translation>Thường hiển thị</translation>
    </message>
    <message>
        <source>Store as new</source>
        <translation>Lưu thành mẫu mới</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ghi đè</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Store the message</source>
        <translation>Lưu nội dung</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Remove “{name}” from the library?</source>
        <translation>Xóa “{name}” khỏi thư viện?</translation>
    </message>
    <message>
        <source>Signs that show it go on showing it.</source>
        <translation>Biển đang hiển thị nội dung này vẫn hiển thị tiếp.</translation>
    </message>
    <message>
        <source>Without category</source>
        <translation>Chưa phân nhóm</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Không tìm thấy</translation>
    </message>
    <message>
        <source>No message has these words.</source>
        <translation>Không có nội dung nào chứa các từ này.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Hiện tất cả</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Chưa có nội dung</translation>
    </message>
    <message>
        <source>Messages for floods, traffic and weather come with the program.</source>
        <translation>Phần mềm có sẵn các nội dung về ngập, giao thông và thời tiết.</translation>
    </message>
    <message>
        <source>Take them over</source>
        <translation>Đưa vào thư viện</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Thư viện</translation>
    </message>
    <message>
        <source>New message (Ctrl+N)</source>
        <translation>Nội dung mới (Ctrl+N)</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Nội dung mới</translation>
    </message>
    <message>
        <source>Store…</source>
        <translation>Lưu…</translation>
    </message>
    <message>
        <source>Keep what is written in the library (Ctrl+S)</source>
        <translation>Lưu nội dung đang soạn vào thư viện (Ctrl+S)</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Xóa…</translation>
    </message>
    <message>
        <source>Remove the chosen message from the library</source>
        <translation>Xóa nội dung đã chọn khỏi thư viện</translation>
    </message>
    <message>
        <source>Find a message (Ctrl+F)</source>
        <translation>Tìm nội dung (Ctrl+F)</translation>
    </message>
    <message>
        <source>until somebody releases it; renewed by the centre</source>
        <translation>đến khi được bỏ giữ; trung tâm tự gia hạn</translation>
    </message>
    <message>
        <source>{until}, then back to plan</source>
        <translation>{until}, sau đó theo lịch</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Ưu tiên</translation>
    </message>
    <message>
        <source>Until</source>
        <comment>label</comment>
        <translation>Đến</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 phút</translation>
    </message>
    <message>
        <source>2 h</source>
        <translation>2 giờ</translation>
    </message>
    <message>
        <source>Time…</source>
        <translation>Giờ khác…</translation>
    </message>
    <message>
        <source>Until released</source>
        <translation>Đến khi bỏ giữ</translation>
    </message>
    <message>
        <source>Reason, for the log (required)</source>
        <translation>Lý do, ghi vào nhật ký (bắt buộc)</translation>
    </message>
    <message>
        <source>Send it to the ticked signs (Ctrl+Enter)</source>
        <translation>Gửi tới các biển đã chọn (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Page {page} · {seconds} s</source>
        <translation>Trang {page} · {seconds} s</translation>
    </message>
    <message>
        <source>Add a page (Ctrl+Shift+N)</source>
        <translation>Thêm trang (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>Remove this page (Ctrl+Shift+Del)</source>
        <translation>Xóa trang này (Ctrl+Shift+Del)</translation>
    </message>
    <message>
        <source>Move this page towards the beginning</source>
        <translation>Dời trang về đầu</translation>
    </message>
    <message>
        <source>Move this page towards the end</source>
        <translation>Dời trang về cuối</translation>
    </message>
    <message>
        <source>Play the pages or pause (Ctrl+P)</source>
        <translation>Chạy các trang hoặc tạm dừng (Ctrl+P)</translation>
    </message>
    <message>
        <source>Next picture (Ctrl+.)</source>
        <translation>Hình kế tiếp (Ctrl+.)</translation>
    </message>
    <message>
        <source>sign&apos;s</source>
        <translation>của biển</translation>
    </message>
    <message>
        <source>How long this page is shown; 0 is the sign&apos;s own time</source>
        <translation>Thời gian hiển thị trang này; 0 là theo biển</translation>
    </message>
    <message>
        <source>{count} confirmed</source>
        <translation>{count} đã xác nhận</translation>
    </message>
    <message>
        <source>{count} on their way</source>
        <translation>{count} đang thực hiện</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} không thành công</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} bị loại</translation>
    </message>
    <message>
        <source>Retry failed only</source>
        <translation>Gửi lại biển lỗi</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>On the board</source>
        <translation>Trên bảng lệnh</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>Đã lệnh</translation>
    </message>
    <message>
        <source>nothing ordered</source>
        <translation>không có lệnh</translation>
    </message>
    <message>
        <source>not reported yet</source>
        <translation>chưa có báo cáo</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Biển báo về</translation>
    </message>
    <message>
        <source>Reported {age} ago</source>
        <translation>Biển báo về {age} trước</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age} trước</translation>
    </message>
    <message>
        <source>DIFFERS</source>
        <translation>KHÁC LỆNH</translation>
    </message>
    <message>
        <source>same</source>
        <translation>khớp</translation>
    </message>
    <message>
        <source>old</source>
        <translation>cũ</translation>
    </message>
    <message>
        <source>Locked by {owner}: {reason}</source>
        <translation>Khóa bởi {owner}: {reason}</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>đang hiệu lực</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>chờ</translation>
    </message>
    <message>
        <source>Now showing</source>
        <translation>Đang hiển thị</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Vì sao</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Bỏ giữ</translation>
    </message>
    <message>
        <source>End what was ordered: the plan rules again</source>
        <translation>Kết thúc lệnh: biển trở lại theo lịch</translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>đã chọn {count}</translation>
    </message>
    <message>
        <source>All signs</source>
        <translation>Tất cả biển</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Không biển nào</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Tự động</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Biển báo</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Trên bản đồ</translation>
    </message>
    <message>
        <source>Where the current sign stands (Ctrl+M)</source>
        <translation>Vị trí của biển đang chọn (Ctrl+M)</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Nhóm</translation>
    </message>
    <message>
        <source>Tick the signs of a group (Ctrl+G)</source>
        <translation>Chọn các biển của một nhóm (Ctrl+G)</translation>
    </message>
    <message>
        <source>Blank…</source>
        <translation>Xóa trắng…</translation>
    </message>
    <message>
        <source>Put out the ticked signs</source>
        <translation>Xóa nội dung các biển đã chọn</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Độ sáng</translation>
    </message>
    <message>
        <source>Test pixels</source>
        <translation>Thử điểm ảnh</translation>
    </message>
    <message>
        <source>No signs yet</source>
        <translation>Chưa có biển báo</translation>
    </message>
    <message>
        <source>Devices of the kind message sign stand here once they are taken in on the page Devices. Messages can be written and kept before.</source>
        <translation>Thiết bị loại biển báo điện tử sẽ có ở đây sau khi được nhận ở trang Thiết bị. Có thể soạn và lưu nội dung trước.</translation>
    </message>
    <message>
        <source>left out: {why}</source>
        <translation>bị loại: {why}</translation>
    </message>
    <message>
        <source>not handed over…</source>
        <translation>chưa gửi…</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Biển</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Vị trí</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Điểm ảnh</translation>
    </message>
    <message>
        <source>This text</source>
        <translation>Nội dung này</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Sign&apos;s font</source>
        <translation>Phông của biển</translation>
    </message>
    <message>
        <source>Lines at the left (Ctrl+L)</source>
        <translation>Dòng canh trái (Ctrl+L)</translation>
    </message>
    <message>
        <source>Lines in the middle (Ctrl+E)</source>
        <translation>Dòng canh giữa (Ctrl+E)</translation>
    </message>
    <message>
        <source>Lines at the right (Ctrl+R)</source>
        <translation>Dòng canh phải (Ctrl+R)</translation>
    </message>
    <message>
        <source>Page from the top</source>
        <translation>Trang canh trên</translation>
    </message>
    <message>
        <source>Page in the middle</source>
        <translation>Trang canh giữa</translation>
    </message>
    <message>
        <source>Page from the bottom</source>
        <translation>Trang canh dưới</translation>
    </message>
    <message>
        <source>Sign&apos;s colour</source>
        <translation>Màu của biển</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>Xóa trắng</translation>
    </message>
    <message>
        <source>Put out {count} signs?</source>
        <translation>Xóa nội dung {count} biển?</translation>
    </message>
    <message>
        <source>Drivers read nothing there until the order ends.</source>
        <translation>Lái xe không đọc được gì ở đó cho đến khi lệnh kết thúc.</translation>
    </message>
    <message>
        <source>A reason is needed, for the log.</source>
        <translation>Cần ghi lý do vào nhật ký.</translation>
    </message>
    <message>
        <source>{count} of {chosen} signs</source>
        <translation>{count}/{chosen} biển</translation>
    </message>
    <message>
        <source>needs a second person: {why}</source>
        <translation>cần người thứ hai duyệt: {why}</translation>
    </message>
    <message>
        <source>needs no second person</source>
        <translation>không cần người thứ hai</translation>
    </message>
    <message>
        <source>Show on {count} signs</source>
        <translation>Hiển thị trên {count} biển</translation>
    </message>
    <message>
        <source>Show on 1 sign</source>
        <translation>Hiển thị trên 1 biển</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiển thị</translation>
    </message>
    <message>
        <source>Tick signs at the right</source>
        <translation>Chọn biển ở bên phải</translation>
    </message>
    <message>
        <source>the tag [{tag}] is not known</source>
        <translation>không rõ thẻ [{tag}]</translation>
    </message>
    <message>
        <source>the tag [{tag}] has a value that is not allowed</source>
        <translation>thẻ [{tag}] có giá trị không hợp lệ</translation>
    </message>
    <message>
        <source>a tag is not closed: ] is missing</source>
        <translation>thẻ chưa đóng: thiếu ]</translation>
    </message>
    <message>
        <source>a ] without a tag: write ]] for the bracket itself</source>
        <translation>dấu ] thừa: viết ]] để có dấu ngoặc</translation>
    </message>
    <message>
        <source>more than {most} characters</source>
        <translation>quá {most} ký tự</translation>
    </message>
    <message>
        <source>more than {most} pages</source>
        <translation>quá {most} trang</translation>
    </message>
    <message>
        <source>the character {letter} cannot be shown</source>
        <translation>không hiển thị được ký tự {letter}</translation>
    </message>
    <message>
        <source>line {line} too long by {px} px</source>
        <translation>dòng {line} dài quá {px} px</translation>
    </message>
    <message>
        <source>too many lines: {px} px too high</source>
        <translation>quá nhiều dòng: cao quá {px} px</translation>
    </message>
    <message>
        <source>line {line}: the font has no “{letter}”</source>
        <translation>dòng {line}: phông không có “{letter}”</translation>
    </message>
    <message>
        <source>the sign has no font {font}</source>
        <translation>biển không có phông {font}</translation>
    </message>
    <message>
        <source>line {line}: the sign has no colour {colour}</source>
        <translation>dòng {line}: biển không có màu {colour}</translation>
    </message>
    <message>
        <source>the rectangle {rectangle} reaches off the sign</source>
        <translation>khung {rectangle} vượt ra ngoài biển</translation>
    </message>
    <message>
        <source>page {page}, {problem}</source>
        <translation>trang {page}, {problem}</translation>
    </message>
    <message>
        <source>fits, {count} pages</source>
        <translation>vừa, {count} trang</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>vừa</translation>
    </message>
    <message>
        <source>longest line {px} of {width} px</source>
        <translation>dòng dài nhất {px}/{width} px</translation>
    </message>
</context>
</TS>
