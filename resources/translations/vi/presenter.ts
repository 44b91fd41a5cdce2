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
</TS>
