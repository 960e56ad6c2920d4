package teams_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/bot/teams"
)

// endless is the one token of the corpus that time does not end.
const endless = "exp is beyond time"

// sample is a token, or a header that should hold one, with what is made of it.
type sample struct {
	name   string
	header func(*botframework) string
	from   teams.Origin
	ours   string // the reason to refuse it, "" when it is taken
	asks   bool   // that cannot be told without the keys
	// connector and apps tell whether Microsoft's two libraries take it: botframework-connector and teams.apps.
	connector, apps bool
	// why ours differs from one of them.
	why string
}

const (
	connectorCase  = "botframework-connector compares service URLs byte by byte; the newer library does as we do"
	connectorArray = "botframework-connector reads a string only; RFC 7519 and the newer library take an array"
	appsChannel    = "teams.apps looks at no endorsements; the documentation asks for them"
	oursForever    = "a token without an end would be good for ever if it were stolen; Microsoft's all have one"
	oursRS256      = "the documentation names the algorithm that is advertised, which is RS256"
	oursCrit       = "RFC 7515, 4.1.11: what is critical and not understood is refused"
	oursWhere      = "a bot for one organization's Teams talks to nobody else, and its own token goes only to Microsoft"
	appsScheme     = "teams.apps takes a header without a scheme; RFC 6750 does not"
	appsAgent      = "tokens of Entra are for agents with an identity of their own, which this is none of"
	tail           = "the library reads the first value and leaves the rest; nobody but Microsoft can sign it"
	appsPages      = "teams.apps takes the audiences of an app's own web pages, too; Teams' messages have that of the bot"
)

// token is a sample with a token, good but for the changes.
func token(name, ours string, asks, connector, apps bool, why string, change ...func(*draft)) sample {
	return sample{
		name: name, ours: ours, asks: asks, connector: connector, apps: apps, why: why, from: fromTeams,
		header: func(b *botframework) string { return b.header(change...) },
	}
}

// origin is a sample with a good token, and an activity that says something else of itself.
func origin(name, ours string, connector, apps bool, from teams.Origin) sample {
	s := token(name, ours, false, connector, apps, oursWhere, claim("serviceurl", from.ServiceURL))
	s.from = from
	return s
}

// written is a sample whose header is made of a good token.
func written(name, ours string, connector, apps bool, why string, header func(token string) string) sample {
	return sample{
		name: name, ours: ours, connector: connector, apps: apps, why: why, from: fromTeams,
		asks:   ours == "" || ours == badSignature,
		header: func(b *botframework) string { return header(b.draft().token()) },
	}
}

const (
	noToken      = "no bearer token"
	malformed    = "malformed token"
	badIssuer    = "issuer"
	badAudience  = "audience"
	expired      = "expired, or without an expiry"
	notYet       = "not valid yet"
	otherURL     = "service URL is not the token's"
	otherHost    = "service host is not allowed"
	otherChannel = "channel"
	otherTenant  = "tenant is not allowed"
	unknownKey   = "unknown key"
	unendorsed   = "key is not endorsed for the channel"
	badSignature = "signature or algorithm"
)

// at gives a time so long from now to a claim.
func at(name string, after time.Duration) func(*draft) {
	return func(d *draft) { d.claims[name] = d.claims["nbf"].(int64) + int64(after/time.Second) }
}

func signedBy(alg string, sign func(string) []byte) func(*draft) {
	return func(d *draft) { d.header["alg"], d.sign = alg, sign }
}

func nobody(string) []byte { return nil }

// raw takes the place of the claims.
func raw(claims string) func(*draft) {
	return func(d *draft) { d.raw = encode([]byte(claims)) }
}

func publicPEM(key *rsa.PublicKey) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(key)})
}

func byPSS(key *rsa.PrivateKey) func(string) []byte {
	return func(signed string) []byte {
		h := crypto.SHA256.New()
		h.Write([]byte(signed))
		signature, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, h.Sum(nil), nil)
		if err != nil {
			panic(err)
		}
		return signature
	}
}

// signatures are about who signed a token, and how. The key "web" speaks for another channel, "any" for all.
func signatures() []sample {
	ours, foreign := rsaKeys()[0], rsaKeys()[1]
	const no, yes = false, true
	return []sample{
		token("good", "", yes, yes, yes, ""),
		token("foreign key", badSignature, yes, no, no, "", signedBy("RS256", byRSA(foreign, crypto.SHA256))),
		token("unknown kid", unknownKey, yes, no, no, "", head("kid", "k9")),
		token("no kid", unknownKey, no, no, no, "", func(d *draft) { delete(d.header, "kid") }),
		token("kid is a number", unknownKey, no, no, no, "", head("kid", 1)),
		token("kid is an array", unknownKey, no, no, no, "", head("kid", []string{"k1"})),
		token("alg none", badSignature, no, no, no, "", signedBy("none", nobody)),
		token("alg none, signed", badSignature, no, no, no, "", head("alg", "none")),
		token("alg None", malformed, no, no, no, "", signedBy("None", nobody)),
		token("no alg", malformed, no, no, no, "", func(d *draft) { delete(d.header, "alg") }),
		token("alg is a number", malformed, no, no, no, "", head("alg", 256)),
		token("alg in small letters", malformed, no, no, no, "", head("alg", "rs256")),
		token("HS256 with the modulus", badSignature, no, no, no, "", signedBy("HS256", byHMAC(ours.N.Bytes()))),
		token("HS256 with the public key", badSignature, no, no, no, "", signedBy("HS256", byHMAC(publicPEM(&ours.PublicKey)))),
		token("RS384", badSignature, no, yes, no, oursRS256, signedBy("RS384", byRSA(ours, crypto.SHA384))),
		token("RS512", badSignature, no, yes, no, oursRS256, signedBy("RS512", byRSA(ours, crypto.SHA512))),
		token("PS256", badSignature, no, no, no, "", signedBy("PS256", byPSS(ours))),
		token("RS256 that is RS512", badSignature, yes, no, no, "", signedBy("RS256", byRSA(ours, crypto.SHA512))),
		token("not signed", badSignature, yes, no, no, "", signedBy("RS256", nobody)),
		token("brings its own key", badSignature, yes, no, no, "", signedBy("RS256", byRSA(foreign, crypto.SHA256)),
			head("jwk", jwk("k1", &foreign.PublicKey)), head("jku", "http://127.0.0.1:1/keys"), head("x5u", "http://127.0.0.1:1/keys")),
		token("crit", malformed, no, yes, yes, oursCrit, head("crit", []string{"b64"}), head("b64", false)),
		token("crit that is null", malformed, no, yes, yes, oursCrit, head("crit", nil)),
		token("key of another channel", unendorsed, yes, no, yes, appsChannel, head("kid", "web")),
		token("key of every channel", "", yes, yes, yes, "", head("kid", "any")),
	}
}

// claimed are about what a token says.
func claimed() []sample {
	const no, yes = false, true
	return []sample{
		token("wrong issuer", badIssuer, no, no, no, "", claim("iss", "https://sts.windows.net/"+tenantID+"x/")),
		token("issuer of an agent", badIssuer, no, no, yes, appsAgent, claim("iss", "https://sts.windows.net/"+tenantID+"/"), claim("tid", tenantID)),
		token("issuer of another cloud", badIssuer, no, no, no, "", claim("iss", "https://api.botframework.us")),
		token("issuer with a slash", badIssuer, no, no, no, "", claim("iss", "https://api.botframework.com/")),
		token("no issuer", badIssuer, no, no, no, "", without("iss")),
		token("issuer is an array", badIssuer, no, no, no, "", claim("iss", []string{"https://api.botframework.com"})),
		token("wrong aud", badAudience, no, no, no, "", claim("aud", tenantID)),
		token("aud with more around it", badAudience, no, no, no, "", claim("aud", "api://"+appID+"/x")),
		token("aud of the app's own pages", badAudience, no, no, yes, appsPages, claim("aud", "api://"+appID)),
		token("no aud", badAudience, no, no, no, "", without("aud")),
		token("aud is null", badAudience, no, no, no, "", claim("aud", nil)),
		token("aud is a number", badAudience, no, no, no, "", claim("aud", 1)),
		token("aud is an object", badAudience, no, no, no, "", claim("aud", map[string]string{"aud": appID})),
		token("aud as array", "", yes, no, yes, connectorArray, claim("aud", []string{appID})),
		token("aud as array of others", badAudience, no, no, no, "", claim("aud", []string{tenantID, serviceURL})),
		token("aud as array of all sorts", "", yes, no, yes, connectorArray, claim("aud", []any{1, map[string]any{}, appID})),
		token("other serviceurl", otherURL, no, no, no, "", claim("serviceurl", "https://smba.trafficmanager.net/amer/")),
		token("serviceurl without the slash", "", yes, no, yes, connectorCase, claim("serviceurl", strings.TrimSuffix(serviceURL, "/"))),
		token("serviceurl in capitals", "", yes, no, yes, connectorCase, claim("serviceurl", strings.ToUpper(serviceURL))),
		token("serviceurl with two slashes", otherURL, no, no, no, "", claim("serviceurl", serviceURL+"/")),
		token("no serviceurl", otherURL, no, no, no, "", without("serviceurl")),
		token("serviceurl is empty", otherURL, no, no, no, "", claim("serviceurl", "")),
		token("serviceurl is null", otherURL, no, no, no, "", claim("serviceurl", nil)),
		token("serviceurl is an array", otherURL, no, no, no, "", claim("serviceurl", []string{serviceURL})),
	}
}

// timely are about when a token is good.
func timely() []sample {
	const no, yes = false, true
	return []sample{
		token("expired 10 min ago", expired, no, no, no, "", at("exp", -10*time.Minute)),
		token("expired 2 min ago", "", yes, yes, yes, "", at("exp", -2*time.Minute)),
		token("expired 5 min ago", expired, no, no, no, "", at("exp", -5*time.Minute)),
		token("expired a second less ago", "", yes, yes, yes, "", at("exp", -5*time.Minute+time.Second)),
		token("no exp", expired, no, yes, yes, oursForever, without("exp")),
		token("exp is null", expired, no, no, no, "", claim("exp", nil)),
		token("exp is text", expired, no, no, no, "", claim("exp", "later")),
		token("exp is a number as text", expired, no, no, no, "", claim("exp", "99999999999")),
		token("exp is negative", expired, no, no, no, "", claim("exp", -1)),
		token(endless, "", yes, yes, yes, "", claim("exp", 1e300)),
		token("exp is an object", expired, no, no, no, "", claim("exp", map[string]any{})),
		token("nbf 2 min ahead", "", yes, yes, yes, "", at("nbf", 2*time.Minute)),
		token("nbf 5 min ahead", "", yes, yes, yes, "", at("nbf", 5*time.Minute)),
		token("nbf a second more ahead", notYet, no, no, no, "", at("nbf", 5*time.Minute+time.Second)),
		token("no nbf", "", yes, yes, yes, "", without("nbf")),
		token("nbf is null", notYet, no, no, no, "", claim("nbf", nil)),
		token("nbf is text", notYet, no, no, no, "", claim("nbf", "now")),
	}
}

// shapes are no tokens.
func shapes() []sample {
	const no, yes = false, true
	good := `"iss":"https://api.botframework.com","aud":"` + appID + `","serviceurl":"` + serviceURL + `","exp":1793700000`
	whole := func(name, header string) sample {
		return sample{name: name, ours: malformed, from: fromTeams, header: func(*botframework) string { return header }}
	}
	none := whole("empty header", "")
	none.ours = noToken
	return []sample{
		none,
		written("no scheme", noToken, no, yes, appsScheme, func(t string) string { return t }),
		written("basic", noToken, no, no, "", func(t string) string { return "Basic " + t }),
		written("scheme alone", noToken, no, no, "", func(string) string { return "Bearer " }),
		written("scheme in small letters", noToken, no, no, "", func(t string) string { return "bearer " + t }),
		written("two spaces", malformed, no, no, "", func(t string) string { return "Bearer  " + t }),
		written("space at the end", badSignature, no, no, "", func(t string) string { return "Bearer " + t + " " }),
		written("two tokens", malformed, no, no, "", func(t string) string { return "Bearer " + t + " " + t }),
		written("tampered claims", badSignature, no, no, "", func(t string) string {
			parts := strings.Split(t, ".")
			return "Bearer " + parts[0] + "." + encode([]byte(`{"more":1,`+good+`}`)) + "." + parts[2]
		}),
		written("part of the signature", badSignature, no, no, "", func(t string) string { return "Bearer " + t[:len(t)-8] }),
		written("padded", malformed, no, no, "", func(t string) string { return "Bearer " + strings.Replace(t, ".", "==.", 1) }),
		written("fourth part", malformed, no, no, "", func(t string) string { return "Bearer " + t + ".x" }),
		written("huge", malformed, no, no, "", func(t string) string { return "Bearer " + t + strings.Repeat("A", 1<<20) }),
		whole("one word", "Bearer x"),
		whole("two parts", "Bearer x.y"),
		whole("empty parts", "Bearer .."),
		whole("hundred dots", "Bearer "+strings.Repeat(".", 100)),
		whole("million dots", "Bearer "+strings.Repeat(".", 1<<20)),
		whole("no base64", "Bearer !.!.!"),
		whole("header is null", "Bearer "+encode([]byte("null"))+"."+encode([]byte("{"+good+"}"))+".x"),
		whole("header is an array", "Bearer "+encode([]byte("[]"))+"."+encode([]byte("{"+good+"}"))+".x"),
		whole("header is deep", "Bearer "+encode([]byte(strings.Repeat("[", 3000)))+".e30.x"),
		token("claims are null", badIssuer, no, no, no, "", raw("null")),
		token("claims are an array", malformed, no, no, no, "", raw("[]")),
		token("claims are text", malformed, no, no, no, "", raw(`"iss"`)),
		token("claims are cut off", malformed, no, no, no, "", raw("{"+good)),
		token("claims are twice there", "", yes, yes, yes, "", raw(`{"iss":"x",`+good+"}")),
		token("claims in capitals", badIssuer, no, no, no, "", raw(`{"ISS":"https://api.botframework.com",`+good[len(`"iss":"https://api.botframework.com",`):]+"}")),
		token("claims with more behind", "", yes, no, no, tail, raw("{"+good+"}{}")),
	}
}

// elsewhere are good tokens with activities that come from somewhere else, or say so.
func elsewhere() []sample {
	const no, yes = false, true
	from := func(url, channel, tenant string) teams.Origin {
		return teams.Origin{ServiceURL: url, ChannelID: channel, TenantID: tenant}
	}
	return []sample{
		origin("another channel", otherChannel, no, yes, from(serviceURL, "emulator", tenantID)),
		origin("no channel", otherChannel, yes, yes, from(serviceURL, "", tenantID)),
		origin("channel in capitals", otherChannel, no, yes, from(serviceURL, "MSTeams", tenantID)),
		origin("another tenant", otherTenant, yes, yes, from(serviceURL, "msteams", appID)),
		origin("no tenant", otherTenant, yes, yes, from(serviceURL, "msteams", "")),
		origin("another host", otherHost, yes, yes, from("https://evil.example/emea/", "msteams", tenantID)),
		origin("host in front", otherHost, yes, yes, from("https://smba.trafficmanager.net.evil.example/", "msteams", tenantID)),
		origin("host as user", otherHost, yes, yes, from("https://smba.trafficmanager.net@evil.example/", "msteams", tenantID)),
		origin("another port", otherHost, yes, yes, from("https://smba.trafficmanager.net:8443/", "msteams", tenantID)),
		origin("plain http", otherHost, yes, yes, from("http://smba.trafficmanager.net/emea/", "msteams", tenantID)),
		origin("this machine", otherHost, yes, yes, from("http://127.0.0.1:3978/", "msteams", tenantID)),
		origin("no service URL", otherHost, yes, yes, from("", "msteams", tenantID)),
	}
}

// corpus is all of them.
func corpus() []sample {
	var all []sample
	for _, part := range [][]sample{signatures(), claimed(), timely(), shapes(), elsewhere()} {
		all = append(all, part...)
	}
	return all
}

// publishCorpus publishes the keys that the corpus needs beside the first.
func (b *botframework) publishCorpus() {
	b.publish("web", jwk("web", &rsaKeys()[0].PublicKey, "webchat"))
	b.publish("any", jwk("any", &rsaKeys()[0].PublicKey))
}
