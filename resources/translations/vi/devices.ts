<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Devices</name>
    <message>
        <source>online</source>
        <translation>trực tuyến</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>mất kết nối</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>chưa rõ</translation>
    </message>
    <message>
        <source>Locked: {owner}</source>
        <translation>Khóa: {owner}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
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
        <source>Value</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Kết nối</translation>
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
        <source>Fault</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Đang giữ</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Trình điều khiển</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Khu vực vận hành</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Nhãn</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Tín hiệu cuối</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Discovered</source>
        <translation>Mới phát hiện</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Xem trên bản đồ</translation>
    </message>
    <message>
        <source>Trend of its value</source>
        <translation>Biểu đồ giá trị</translation>
    </message>
    <message>
        <source>Command…</source>
        <translation>Ra lệnh…</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Sao chép mã</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Sửa…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Gỡ bỏ…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Remove devices</source>
        <translation>Gỡ bỏ thiết bị</translation>
    </message>
    <message>
        <source>Remove this device from the centre?</source>
        <translation>Gỡ bỏ thiết bị này khỏi trung tâm?</translation>
    </message>
    <message>
        <source>Remove %1 devices from the centre?</source>
        <translation>Gỡ bỏ %1 thiết bị khỏi trung tâm?</translation>
    </message>
    <message>
        <source>Their history stays. A device that still speaks is listed under Discovered again.</source>
        <translation>Lịch sử được giữ lại. Thiết bị còn gửi tin sẽ lại nằm trong danh sách Mới phát hiện.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Gỡ bỏ</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>Mọi khu vực</translation>
    </message>
    <message>
        <source>Without an area</source>
        <translation>Chưa có khu vực</translation>
    </message>
    <message>
        <source>Edit device</source>
        <translation>Sửa thiết bị</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Kinh độ</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Vĩ độ</translation>
    </message>
    <message>
        <source>Tags, with commas</source>
        <translation>Nhãn, cách nhau bằng dấu phẩy</translation>
    </message>
    <message>
        <source>Not stored: %1</source>
        <translation>Chưa lưu được: %1</translation>
    </message>
    <message>
        <source>A position needs two numbers: longitude and latitude in degrees.</source>
        <translation>Vị trí cần hai số: kinh độ và vĩ độ tính bằng độ.</translation>
    </message>
    <message>
        <source>Longitude is −180 to 180, latitude −90 to 90 degrees.</source>
        <translation>Kinh độ từ −180 đến 180, vĩ độ từ −90 đến 90 độ.</translation>
    </message>
    <message>
        <source>No area</source>
        <translation>Không có khu vực</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Trực tuyến</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Mất kết nối</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Dữ liệu cũ</translation>
    </message>
    <message>
        <source>Not heard yet</source>
        <translation>Chưa có tin</translation>
    </message>
    <message>
        <source>No place</source>
        <translation>Chưa có vị trí</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Đang giữ</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Đang khóa</translation>
    </message>
    <message>
        <source>Name, address, area, tag…</source>
        <translation>Tên, địa chỉ, khu vực, nhãn…</translation>
    </message>
    <message>
        <source>Every word must be found; accents do not matter (Ctrl+F)</source>
        <translation>Phải khớp mọi từ; không cần gõ dấu (Ctrl+F)</translation>
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
        <source>Export CSV…</source>
        <translation>Xuất CSV…</translation>
    </message>
    <message>
        <source>Write the rows shown to a file (Ctrl+E)</source>
        <translation>Ghi các dòng đang hiển thị ra tệp (Ctrl+E)</translation>
    </message>
    <message>
        <source>Sort again</source>
        <translation>Sắp xếp lại</translation>
    </message>
    <message>
        <source>Filter and sort by the values of this moment (F5)</source>
        <translation>Lọc và sắp xếp theo giá trị lúc này (F5)</translation>
    </message>
    <message>
        <source>Reading the devices… %1 %</source>
        <translation>Đang đọc các thiết bị… %1 %</translation>
    </message>
    <message>
        <source>state</source>
        <translation>trạng thái</translation>
    </message>
    <message>
        <source>sorted by %1 at %2</source>
        <translation>sắp xếp theo %1 lúc %2</translation>
    </message>
    <message>
        <source>%1 of %2 devices</source>
        <translation>%1 / %2 thiết bị</translation>
    </message>
    <message>
        <source>Export devices</source>
        <translation>Xuất danh sách thiết bị</translation>
    </message>
    <message>
        <source>The file was not written: %1</source>
        <translation>Không ghi được tệp: %1</translation>
    </message>
    <message>
        <source>No devices yet</source>
        <translation>Chưa có thiết bị nào</translation>
    </message>
    <message>
        <source>Devices appear here once they are taken in. Whatever speaks on a connected broker in a known convention is listed under Discovered, ready to be given a name and a place.</source>
        <translation>Thiết bị xuất hiện ở đây sau khi được tiếp nhận. Mọi thiết bị gửi tin qua máy chủ MQTT đã kết nối theo quy ước đã biết đều nằm trong danh sách Mới phát hiện, chờ đặt tên và vị trí.</translation>
    </message>
    <message>
        <source>Show discovered devices</source>
        <translation>Xem thiết bị mới phát hiện</translation>
    </message>
    <message>
        <source>No device matches</source>
        <translation>Không có thiết bị phù hợp</translation>
    </message>
    <message>
        <source>None of the known devices passes the search and the filters.</source>
        <translation>Không thiết bị nào khớp với từ tìm và bộ lọc.</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Xóa bộ lọc</translation>
    </message>
</context>
<context>
    <name>Discovered</name>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Khu vực</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Kinh độ</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Vĩ độ</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Trình điều khiển</translation>
    </message>
    <message>
        <source>Proposed kind</source>
        <translation>Loại đề xuất</translation>
    </message>
    <message>
        <source>Proposed name</source>
        <translation>Tên đề xuất</translation>
    </message>
    <message>
        <source>Points seen</source>
        <translation>Điểm đo đã thấy</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Bản tin</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Thấy lần đầu</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Tín hiệu cuối</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Khu vực vận hành</translation>
    </message>
    <message>
        <source>Adopt devices</source>
        <translation>Tiếp nhận thiết bị</translation>
    </message>
    <message>
        <source>Lamp {n3} · {address} · {name} · {kind}</source>
        <translation>Đèn {n3} · {address} · {name} · {kind}</translation>
    </message>
    <message>
        <source>Adopt</source>
        <translation>Tiếp nhận</translation>
    </message>
    <message>
        <source>counting from</source>
        <translation>đánh số từ</translation>
    </message>
    <message>
        <source>Name for all</source>
        <translation>Tên cho tất cả</translation>
    </message>
    <message>
        <source>Area for all</source>
        <translation>Khu vực cho tất cả</translation>
    </message>
    <message>
        <source>Names given more than once: %1</source>
        <translation>Tên bị trùng: %1</translation>
    </message>
    <message>
        <source>Nothing was adopted: %1</source>
        <translation>Chưa tiếp nhận thiết bị nào: %1</translation>
    </message>
    <message>
        <source>Driver, address, kind…</source>
        <translation>Trình điều khiển, địa chỉ, loại…</translation>
    </message>
    <message>
        <source>Adopt…</source>
        <translation>Tiếp nhận…</translation>
    </message>
    <message>
        <source>Take the selected devices into the centre (Ctrl+Enter)</source>
        <translation>Tiếp nhận các thiết bị đã chọn vào trung tâm (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Nothing waits to be adopted</source>
        <translation>Không có thiết bị chờ tiếp nhận</translation>
    </message>
    <message>
        <source>Whatever speaks on a connected broker under a topic of a known driver and is not a device of this centre yet is listed here with what was seen of it. Adopting it gives it a name, an area and a place on the map.</source>
        <translation>Mọi thiết bị gửi tin qua máy chủ MQTT đã kết nối, theo chủ đề của một trình điều khiển đã biết mà chưa thuộc trung tâm, được liệt kê ở đây cùng những gì đã thấy. Tiếp nhận là đặt tên, khu vực và vị trí trên bản đồ.</translation>
    </message>
    <message>
        <source>%1 of %2 shown · %3 selected</source>
        <translation>hiển thị %1 / %2 · đã chọn %3</translation>
    </message>
</context>
</TS>
