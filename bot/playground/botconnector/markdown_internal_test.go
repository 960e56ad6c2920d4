package botconnector

import "testing"

func TestPlainMarkdown(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"**bold** and _italic_ and *both*": "bold and italic and both",
		"***all***":                        "all",
		"snake_case_name":                  "snake_case_name",
		"2 * 3 * 4":                        "2 * 3 * 4",
		"a*b*c":                            "abc",
		"5 ** 2":                           "5 ** 2",
		`\*not\* \_this\_ \[x\](y)`:        "*not* _this_ [x](y)",
		"[words](https://x.test/a_b)":      "words",
		"a &amp; b &lt;c&gt; &#39;":        "a & b <c> '",
		"a & b; c":                         "a & b; c",
		"- one\n* two\n1. three":           "• one\n• two\n1. three",
		"first\n\nsecond\r\nthird":         "first\nsecond\nthird",
		"# Heading":                        "Heading",
		"#1 of 2":                          "#1 of 2",
		"~~gone~~ ~here~":                  "gone ~here~",
		"`code`":                           "code",
		`C:\temp`:                          `C:\temp`,
		"<at>Rae</at> said":                "Rae said",
		"a < b":                            "a < b",
	} {
		if got := plainMarkdown(in); got != want {
			t.Errorf("%q shows %q, want %q", in, got, want)
		}
	}
}

func TestPlainMessageFormats(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{"plain": "**a** &amp; Rae", "": "a & Rae", "markdown": "a & Rae", "xml": "**a** & Rae"} {
		if got := plainMessage("**a** &amp; <at>Rae</at>", format); got != want {
			t.Errorf("%s shows %q, want %q", format, got, want)
		}
	}
}
