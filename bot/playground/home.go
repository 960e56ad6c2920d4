package playground

import "context"

// Home is a person's Home tab of the app as it was when asked for.
type Home struct {
	ID     string
	Blocks []any
	p      *Person
}

// Home opens the app's Home tab and returns it once the bot has heard of it; nil when
// the bot has published none yet. A bot that publishes after its answer is waited for
// with WaitHome.
func (p *Person) Home(ctx context.Context) (*Home, error) {
	if err := p.s.openHome(ctx, p.User.ID); err != nil {
		return nil, err
	}
	return p.home(), nil
}

func (p *Person) home() *Home {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	v := p.s.homes[p.User.ID]
	if v == nil {
		return nil
	}
	return &Home{ID: v.id, Blocks: v.blocks(), p: p}
}

// WaitHome returns the Home tab once want is true of it.
func (p *Person) WaitHome(ctx context.Context, want func(*Home) bool) (*Home, error) {
	var found *Home
	err := p.s.Wait(ctx, func() bool {
		found = p.home()
		return found != nil && want(found)
	})
	return found, err
}

// Text is what the Home tab shows, as lines of plain text.
func (h *Home) Text() string { return h.p.s.blocksText(h.Blocks) }

// Buttons lists the words on the buttons.
func (h *Home) Buttons() []string { return buttonsIn(h.Blocks) }

// Click presses a button in the Home tab.
func (h *Home) Click(ctx context.Context, label string) error {
	b, err := findButton(h.Blocks, label)
	if err != nil {
		return err
	}
	return h.p.s.act(ctx, h.p.User.ID, source{view: h.ID}, b, nil, nil)
}

// Choose picks from a menu in the Home tab, as Person.Choose does in a message.
func (h *Home) Choose(ctx context.Context, menu, value string) error {
	el, err := findMenu(h.Blocks, menu)
	if err != nil {
		return err
	}
	return h.p.s.choose(ctx, h.p.User.ID, source{view: h.ID}, el, value)
}
