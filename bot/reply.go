package bot

import (
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
)

// Audience is who sees a reply's view.
type Audience string

// The audiences. The zero one is the person who asked, alone.
const (
	OnlyYou Audience = ""
	HomeTab Audience = "home"
)

// Reply is what a handler answers; the adapter carries it out. At most one of View, Form and Options is set, except
// that a View beside no Form after a Submit closes the form and shows the view. An empty Reply only acknowledges:
// whatever the request changed is shown by deliveries.
type Reply struct {
	View    view.View
	To      Audience
	Form    *form.Form    // open it, or after a Submit show it again with its errors
	Options []form.Option // answer to a Lookup
	// Unable stands alone: a Submit could not be dealt with, nor put in words. The platform says so itself, and keeps the
	// form open with everything typed.
	Unable bool
}
