package form

// zones are IANA time zones to choose from, from west to east: fewer than the 100 that a choice may have
// (docs.slack.dev: static_select), and one at least for each offset that people work in.
var zones = []string{
	"Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Vancouver", "America/Phoenix",
	"America/Denver", "America/Edmonton", "America/Chicago", "America/Winnipeg", "America/Mexico_City",
	"America/Costa_Rica", "America/New_York", "America/Toronto", "America/Panama", "America/Bogota",
	"America/Lima", "America/Halifax", "America/Puerto_Rico", "America/Caracas", "America/Santiago",
	"America/St_Johns", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Montevideo",
	"Atlantic/Azores", "Atlantic/Reykjavik", "Africa/Accra", "Africa/Casablanca", "Europe/London",
	"Europe/Dublin", "Europe/Lisbon", "Africa/Lagos", "Africa/Tunis", "Europe/Amsterdam", "Europe/Belgrade",
	"Europe/Berlin", "Europe/Brussels", "Europe/Budapest", "Europe/Copenhagen", "Europe/Luxembourg",
	"Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm",
	"Europe/Vienna", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich", "Africa/Cairo", "Africa/Johannesburg",
	"Asia/Beirut", "Asia/Jerusalem", "Europe/Athens", "Europe/Bucharest", "Europe/Helsinki", "Europe/Kyiv",
	"Europe/Riga", "Europe/Sofia", "Europe/Tallinn", "Europe/Vilnius", "Africa/Nairobi", "Asia/Baghdad",
	"Asia/Kuwait", "Asia/Riyadh", "Europe/Istanbul", "Asia/Tehran", "Asia/Baku", "Asia/Dubai", "Asia/Tbilisi",
	"Asia/Yerevan", "Asia/Kabul", "Asia/Karachi", "Asia/Tashkent", "Asia/Colombo", "Asia/Kolkata",
	"Asia/Kathmandu", "Asia/Almaty", "Asia/Dhaka", "Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Jakarta",
	"Asia/Hong_Kong", "Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei",
	"Australia/Perth", "Asia/Seoul", "Asia/Tokyo", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney",
	"Pacific/Auckland", "UTC",
}

// TimeZones are the time zones to choose from, and set when it is none of them.
func TimeZones(set string) []Option { return with(options(zones), set) }
