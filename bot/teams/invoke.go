package teams

import (
	"context"

	"github.com/infracloudio/msbotbuilder-go/schema"

	"github.com/partnerbot/partnerbot/bot"
)

// invoke answers what wants its answer at once, in the HTTP response. None is refused as seen before: the client sends
// one again that was not answered in time, and wants the same answer.
func (t *Teams) invoke(ctx context.Context, a activity) (answer, error) {
	if a.From.ObjectID == "" {
		return answer{}, nil
	}
	t.meetPerson(ctx, a)
	switch a.Name {
	case "task/fetch":
		return t.fetch(ctx, a), nil
	case "task/submit":
		return t.submit(ctx, a), nil
	case "composeExtension/fetchTask":
		return t.extension(ctx, a), nil
	case "composeExtension/submitAction":
		return t.submit(ctx, a), nil
	case "adaptiveCard/action":
		return t.execute(ctx, a), nil
	case "application/search":
		return t.search(ctx, a), nil
	}
	return answer{}, nil
}

// search answers what is typed into a searched field. The dataset names what is searched.
func (t *Teams) search(ctx context.Context, a activity) answer {
	q := read[struct {
		QueryText string `json:"queryText"`
		Dataset   string `json:"dataset"`
		Options   struct {
			Skip int `json:"skip"`
			Top  int `json:"top"`
		} `json:"queryOptions"`
	}](a.Value)
	r := t.request(bot.Lookup, a, "") // nothing is changed by a search, so it needs no key
	r.Name, r.Text = q.Dataset, q.QueryText
	type found struct {
		Title string `json:"title"`
		Value string `json:"value"`
	}
	results := []found{}
	for i, o := range t.handle(ctx, r).Options {
		if i >= max(q.Options.Skip, 0) && len(results) < maxFound {
			results = append(results, found{o.Label, o.Value})
		}
	}
	return answer{Body: executed{200, "application/vnd.microsoft.search.searchResponse", map[string]any{"results": results}}}
}

const cardType = "application/vnd.microsoft.card.adaptive"

func attachment(c Card) schema.Attachment {
	return schema.Attachment{ContentType: cardType, Content: c.JSON}
}
