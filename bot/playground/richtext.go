package playground

var richParts = []string{"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}

var inlineParts = []string{
	"text", "link", "user", "channel", "emoji", "date", "broadcast", "usergroup", "color", "team",
}

// A function, because rich text holds rich text: a variable would depend on itself.
func richTable() map[string]rule { return richRules }

var richRules map[string]rule

func init() {
	inline := list(0, 1000, typed(richTable, inlineParts...))
	style := opt("style", object(opt("bold", boolean), opt("italic", boolean), opt("strike", boolean),
		opt("code", boolean), opt("underline", boolean), opt("highlight", boolean), opt("client_highlight", boolean),
		opt("unlink", boolean)))
	border := opt("border", integer(0, 1))
	richRules = map[string]rule{
		"rich_text_section":      object(req("elements", inline)),
		"rich_text_preformatted": object(req("elements", inline), border, opt("language", anyString)),
		"rich_text_quote":        object(req("elements", inline), border),
		"rich_text_list": object(req("elements", list(1, 1000, typed(richTable, "rich_text_section"))),
			req("style", oneOf("bullet", "ordered")), opt("indent", integer(0, 8)), opt("offset", integer(0, 1<<30)), border),

		"text":      object(req("text", chars(1, maxMessageText)), style),
		"link":      object(req("url", webURL), opt("text", anyString), opt("unsafe", boolean), style),
		"user":      object(req("user_id", anyString), style),
		"channel":   object(req("channel_id", anyString), style),
		"usergroup": object(req("usergroup_id", anyString), style),
		"team":      object(req("team_id", anyString), style),
		"emoji":     object(req("name", anyString), opt("unicode", anyString), opt("skin_tone", integer(1, 6)), style),
		"date": object(req("timestamp", integer(0, 1<<40)), req("format", anyString), opt("url", webURL),
			opt("fallback", anyString), style),
		"broadcast": object(req("range", oneOf("here", "channel", "everyone")), style),
		"color":     object(req("value", anyString), style),
	}
}
