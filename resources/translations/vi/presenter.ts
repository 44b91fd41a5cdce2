<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Presenter</name>
    <message>
        <source>Demo: a cabinet loses mains</source>
        <translation>Trình diễn: một tủ mất điện lưới</translation>
    </message>
    <message>
        <source>Demo: a lamp fails</source>
        <translation>Trình diễn: một đèn hỏng</translation>
    </message>
    <message>
        <source>Demo: a water gauge freezes</source>
        <translation>Trình diễn: một trạm đo mực nước bị treo</translation>
    </message>
    <message>
        <source>Demo: a sensor sends rubbish</source>
        <translation>Trình diễn: một cảm biến gửi dữ liệu rác</translation>
    </message>
    <message>
        <source>Demo: a device clock goes wrong</source>
        <translation>Trình diễn: đồng hồ một thiết bị chạy sai</translation>
    </message>
    <message>
        <source>Demo: a device repeats itself</source>
        <translation>Trình diễn: một thiết bị gửi lặp bản tin</translation>
    </message>
    <message>
        <source>Demo: a device goes offline</source>
        <translation>Trình diễn: một thiết bị mất kết nối</translation>
    </message>
    <message>
        <source>Demo: a device falls silent</source>
        <translation>Trình diễn: một thiết bị ngừng gửi dữ liệu</translation>
    </message>
    <message>
        <source>Demo: a link comes and goes</source>
        <translation>Trình diễn: một kết nối chập chờn</translation>
    </message>
    <message>
        <source>Demo: a cabinet door swings in the wind</source>
        <translation>Trình diễn: cửa tủ đóng mở liên tục do gió</translation>
    </message>
    <message>
        <source>Demo: smoke at an air station</source>
        <translation>Trình diễn: khói tại một trạm không khí</translation>
    </message>
    <message>
        <source>Demo: an air sensor stands still</source>
        <translation>Trình diễn: số đo không khí đứng yên</translation>
    </message>
    <message>
        <source>Demo: the water rises at a gauge</source>
        <translation>Trình diễn: nước dâng tại một trạm đo</translation>
    </message>
    <message>
        <source>Demo: a sign keeps its old message</source>
        <translation>Trình diễn: biển báo giữ nguyên nội dung cũ</translation>
    </message>
    <message>
        <source>Demo: a module of a sign fails</source>
        <translation>Trình diễn: biển báo hỏng một mô-đun</translation>
    </message>
    <message>
        <source>Demo: a sign goes dark</source>
        <translation>Trình diễn: biển báo mất nguồn, tắt hẳn</translation>
    </message>
    <message>
        <source>Demo: a siren&apos;s battery is weak</source>
        <translation>Trình diễn: còi báo động yếu ắc quy</translation>
    </message>
    <message>
        <source>Demo: the broker is unplugged</source>
        <translation>Trình diễn: rút điện broker</translation>
    </message>
    <message>
        <source>Demo: the network falls silent</source>
        <translation>Trình diễn: mạng im lặng</translation>
    </message>
    <message>
        <source>Demo: all clear</source>
        <translation>Trình diễn: khôi phục tất cả</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Keep it aside and start with an empty one</source>
        <translation>Cất tệp hỏng sang bên và bắt đầu với cơ sở dữ liệu trống</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>The database is damaged. It has not been changed.</source>
        <translation>Cơ sở dữ liệu bị hỏng. Tệp chưa bị thay đổi.</translation>
    </message>
    <message>
        <source>Another program holds the database.</source>
        <translation>Một chương trình khác đang giữ cơ sở dữ liệu.</translation>
    </message>
    <message>
        <source>The database cannot be written to.</source>
        <translation>Không ghi được vào cơ sở dữ liệu.</translation>
    </message>
    <message>
        <source>The database was written by a newer version.</source>
        <translation>Cơ sở dữ liệu do phiên bản mới hơn ghi.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Đĩa đã đầy.</translation>
    </message>
    <message>
        <source>The profile folder cannot be used.</source>
        <translation>Không dùng được thư mục hồ sơ.</translation>
    </message>
    <message>
        <source>There is a mistake in the settings.</source>
        <translation>Tệp cài đặt có lỗi.</translation>
    </message>
    <message>
        <source>Control Center already runs on this profile.</source>
        <translation>Control Center đang chạy trên hồ sơ này.</translation>
    </message>
    <message>
        <source>Control Center cannot start.</source>
        <translation>Không khởi động được Control Center.</translation>
    </message>
</context>
</TS>
