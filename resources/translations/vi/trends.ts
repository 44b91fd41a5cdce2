<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Trends</name>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Điểm đo</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Hiện tại</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Chất lượng</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Tuổi</translation>
    </message>
    <message>
        <source>At cursor</source>
        <translation>Tại con trỏ</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Nhỏ nhất</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Trung bình</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Lớn nhất</translation>
    </message>
    <message>
        <source>Find a device…</source>
        <translation>Tìm thiết bị…</translation>
    </message>
    <message>
        <source>Double-click a point or drag it to the chart (Enter adds it)</source>
        <translation>Nhấp đúp điểm đo hoặc kéo vào biểu đồ (Enter để thêm)</translation>
    </message>
    <message>
        <source>%1 more: type to narrow the list</source>
        <translation>còn %1 thiết bị: gõ thêm để thu hẹp</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 phút</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 giờ</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 giờ</translation>
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
        <source>Points</source>
        <translation>Điểm đo</translation>
    </message>
    <message>
        <source>Show the list of points to choose from (Ctrl+P)</source>
        <translation>Hiện danh sách điểm đo để chọn (Ctrl+P)</translation>
    </message>
    <message>
        <source>Back half a view (left arrow: a tenth)</source>
        <translation>Lùi nửa khung (mũi tên trái: một phần mười)</translation>
    </message>
    <message>
        <source>Forward half a view (right arrow: a tenth)</source>
        <translation>Tiến nửa khung (mũi tên phải: một phần mười)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Trực tiếp</translation>
    </message>
    <message>
        <source>Follow the present, or stand still (Ctrl+L)</source>
        <translation>Theo thời gian thực hoặc dừng lại (Ctrl+L)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Xóa hết</translation>
    </message>
    <message>
        <source>Take all points off the chart</source>
        <translation>Bỏ mọi điểm đo khỏi biểu đồ</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Write the samples in view to a file (Ctrl+E)</source>
        <translation>Ghi các mẫu trong khung ra tệp (Ctrl+E)</translation>
    </message>
    <message>
        <source>PNG…</source>
        <translation>PNG…</translation>
    </message>
    <message>
        <source>Save a picture of chart and table</source>
        <translation>Lưu ảnh biểu đồ và bảng</translation>
    </message>
    <message>
        <source>loading history…</source>
        <translation>đang tải lịch sử…</translation>
    </message>
    <message>
        <source>no history: %1</source>
        <translation>không có lịch sử: %1</translation>
    </message>
    <message>
        <source>standing still</source>
        <translation>đang dừng</translation>
    </message>
    <message>
        <source>Export samples</source>
        <translation>Xuất mẫu đo</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Lưu ảnh</translation>
    </message>
    <message>
        <source>The picture was not written: %1</source>
        <translation>Không ghi được ảnh: %1</translation>
    </message>
    <message>
        <source>No points on the chart</source>
        <translation>Chưa có điểm đo trên biểu đồ</translation>
    </message>
    <message>
        <source>Drag points here from a table or a faceplate, or choose them from the list. The newest values appear at the right; scroll left for history.</source>
        <translation>Kéo điểm đo vào đây từ bảng hoặc bảng điều khiển thiết bị, hoặc chọn từ danh sách. Giá trị mới nhất ở bên phải; cuộn sang trái để xem lịch sử.</translation>
    </message>
    <message>
        <source>Choose points</source>
        <translation>Chọn điểm đo</translation>
    </message>
</context>
</TS>
