package teams_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/partnerbot/partnerbot/manifests"
)

func TestIcons(t *testing.T) {
	t.Parallel()
	full, outline := decode(t, manifests.TeamsColor), decode(t, manifests.TeamsOutline)
	if full.Bounds() != image.Rect(0, 0, 192, 192) || outline.Bounds() != image.Rect(0, 0, 32, 32) {
		t.Fatalf("the icons are %s and %s", full.Bounds(), outline.Bounds())
	}
	safe := image.Rect(48, 48, 144, 144)
	for y := range 192 {
		for x := range 192 {
			c := pixel(full, x, y)
			if c.A != 255 || !image.Pt(x, y).In(safe) && c != (color.NRGBA{0x1f, 0x2a, 0x44, 255}) {
				t.Fatalf("color.png is %v at %d, %d: the ground is one color, and the mark keeps to the middle", c, x, y)
			}
		}
	}
	seen := image.Rectangle{}
	for y := range 32 {
		for x := range 32 {
			c := pixel(outline, x, y)
			if c.R != 255 || c.G != 255 || c.B != 255 {
				t.Fatalf("outline.png is %v at %d, %d: only white is allowed", c, x, y)
			}
			if c.A > 0 {
				seen = seen.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if seen != outline.Bounds() || pixel(outline, 31, 0).A != 0 {
		t.Errorf("outline.png is drawn in %s: it must fill its square, and not cover it", seen)
	}
}

func decode(t *testing.T, raw []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func pixel(m image.Image, x, y int) color.NRGBA {
	return color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
}
