package botconnector

import "encoding/json"

// text is a property that is a string, or "".
func text(o obj, key string) string {
	v, _ := o[key].(string)
	return v
}

// object is a property that is an object, or nil, which can be read.
func object(o obj, key string) obj {
	v, _ := o[key].(obj)
	return v
}

// list is a property that is a list, or nil.
func list(o obj, key string) []any {
	v, _ := o[key].([]any)
	return v
}

// clone is a deep copy of a JSON object.
func clone(o obj) obj {
	raw, err := json.Marshal(o)
	if err != nil {
		panic("botconnector: " + err.Error()) // it was JSON
	}
	var out obj
	if err := json.Unmarshal(raw, &out); err != nil {
		panic("botconnector: " + err.Error())
	}
	return out
}
