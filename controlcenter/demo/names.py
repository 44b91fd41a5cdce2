"""Names for a town that does not exist, in the Vietnamese manner. Every town has a Trần Hưng Đạo street."""

TOWN = "Thị trấn Bình Giang (demo)"
NOTE = "Made-up town: no such place exists. Thị trấn tưởng tượng, không có thật."
RIVER = "Sông Bình Giang"
RING = "Đường Vành Đai"
HIGHWAY = "Đường tỉnh 8xx (demo)"
QUAY_NORTH = "Bờ Kè Bắc"
QUAY_SOUTH = "Bờ Kè Nam"
PARK_RIVER = "Công viên Bờ Sông"
PARK_LOTUS = "Công viên Hồ Sen"
MARKET = "Chợ Bình Giang"

CANALS = ("Rạch Dừa", "Kênh Vàm Lá", "Rạch Ông Tư", "Kênh Đào Giữa")
BRIDGES = ("Cầu Cồn Mây", "Cầu Bình Giang", "Cầu Bến Nam")
RING_BRIDGES = ("Cầu Vành Đai Đông", "Cầu Vành Đai Tây")
QUARTERS = (
    "Khu phố Rạch Dừa",
    "Khu phố Chợ Giữa",
    "Khu phố Vàm Lá",
    "Khu phố Đồng Sen",
    "Khu phố Cồn Mây",
    "Khu phố Bến Nam",
)

_STREETS = """
    Trần Hưng Đạo, Nguyễn Huệ, Lê Lợi, Hùng Vương, Lý Thường Kiệt, Hai Bà Trưng, Lê Duẩn, Nguyễn Trãi, Quang Trung,
    Phan Đình Phùng, Nguyễn Du, Võ Thị Sáu, Lê Hồng Phong, Trần Phú, Nguyễn Thị Minh Khai, Điện Biên Phủ,
    Cách Mạng Tháng Tám, Bà Triệu, Đinh Tiên Hoàng, Ngô Quyền, Phan Chu Trinh, Phan Bội Châu, Nguyễn Đình Chiểu,
    Nguyễn Trung Trực, Trương Định, Thủ Khoa Huân, Lê Văn Duyệt, Nguyễn Công Trứ, Hoàng Diệu, Lý Tự Trọng,
    Nguyễn Văn Trỗi, Tôn Đức Thắng, Phạm Ngũ Lão, Yết Kiêu, Trần Quốc Toản, Lê Thánh Tôn, Nguyễn Bỉnh Khiêm,
    Hồ Xuân Hương, Đoàn Thị Điểm, Huỳnh Thúc Kháng, Bùi Thị Xuân, Nguyễn Thái Học, Hàm Nghi, Duy Tân, Tản Đà,
    Hàn Mặc Tử, Xuân Diệu, Nguyễn Khuyến, Trần Nhật Duật, Lương Thế Vinh, Chu Văn An, Mạc Đĩnh Chi, Lê Quý Đôn,
    Nguyễn Hữu Cảnh, Trần Bình Trọng, Phùng Hưng, Mai Hắc Đế, Lê Lai, Nguyễn An Ninh, Châu Văn Liêm, Trần Cao Vân,
    Thái Phiên, Ông Ích Khiêm, Cao Thắng, Nguyễn Thông, Bạch Đằng, Chi Lăng, Hoa Lư, Cao Bá Quát, Đặng Dung,
    Phan Kế Bính, Tô Hiến Thành, Ngô Thì Nhậm, Bùi Hữu Nghĩa, Phan Văn Trị, Nguyễn Cư Trinh, Tạ Uyên, Lữ Gia,
    Phạm Hồng Thái, Sương Nguyệt Anh, Lãnh Binh Thăng, Đội Cung, Trần Khánh Dư, Dã Tượng, Kim Đồng, Thạch Lam,
    Vạn Xuân, Hồng Hà, Cửu Long, Tháp Mười, Hoa Sen, Hoa Phượng, Bông Súng, Lục Bình, Hương Tràm, Cây Dừa
"""
STREETS: tuple[str, ...] = tuple(name.strip() for name in _STREETS.split(","))
