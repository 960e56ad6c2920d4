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

// minted is a sample with a token, good but for the changes.
func minted(name, ours string, asks, connector, apps bool, why string, change ...func(*draft)) sample {
	return sample{
		name: name, ours: ours, asks: asks, connector: connector, apps: apps, why: why, from: fromTeams,
		header: func(b *botframework) string { return b.header(change...) },
	}
}

// placed is a sample with a good token, and an activity that says something else of itself.
func placed(name, ours string, connector, apps bool, from teams.Origin) sample {
	s := minted(name, ours, false, connector, apps, oursWhere, claim("serviceurl", from.ServiceURL))
	s.from = from
	return s
}

// written is a sample whose header is made of a good token.
func written(name, ours string, connector, apps bool, why string, header func(token string) string) sample {
	return sample{
		name: name, ours: ours, connector: connector, apps: apps, why: why, from: fromTeams,
		asks:   ours == "" || ours == reasonSignature,
		header: func(b *botframework) string { return header(b.draft().token()) },
	}
}

const (
	reasonNoToken     = "no bearer token"
	reasonMalformed   = "malformed token"
	reasonIssuer      = "issuer"
	reasonAudience    = "audience"
	reasonExpired     = "expired, or without an expiry"
	reasonNotYet      = "not valid yet"
	reasonServiceURL  = "service URL is not the token's"
	reasonServiceHost = "service host is not allowed"
	reasonChannel     = "channel"
	reasonTenant      = "tenant is not allowed"
	reasonKey         = "unknown key"
	reasonEndorsement = "key is not endorsed for the channel"
	reasonSignature   = "signature or algorithm"
)

// timed gives a time so long from now to a claim.
func timed(name string, after time.Duration) func(*draft) {
	return func(d *draft) { d.claims[name] = d.claims["nbf"].(int64) + int64(after/time.Second) }
}

func signedBy(alg string, sign func(string) []byte) func(*draft) {
	return func(d *draft) { d.header["alg"], d.sign = alg, sign }
}

func nobody(string) []byte { return nil }

// rawClaims takes the place of the claims.
func rawClaims(claims string) func(*draft) {
	return func(d *draft) { d.raw = base64url([]byte(claims)) }
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
		minted("good", "", yes, yes, yes, ""),
		minted("foreign key", reasonSignature, yes, no, no, "", signedBy("RS256", byRSA(foreign, crypto.SHA256))),
		minted("unknown kid", reasonKey, yes, no, no, "", headed("kid", "k9")),
		minted("no kid", reasonKey, no, no, no, "", func(d *draft) { delete(d.header, "kid") }),
		minted("kid is a number", reasonKey, no, no, no, "", headed("kid", 1)),
		minted("kid is an array", reasonKey, no, no, no, "", headed("kid", []string{"k1"})),
		minted("alg none", reasonSignature, no, no, no, "", signedBy("none", nobody)),
		minted("alg none, signed", reasonSignature, no, no, no, "", headed("alg", "none")),
		minted("alg None", reasonMalformed, no, no, no, "", signedBy("None", nobody)),
		minted("no alg", reasonMalformed, no, no, no, "", func(d *draft) { delete(d.header, "alg") }),
		minted("alg is a number", reasonMalformed, no, no, no, "", headed("alg", 256)),
		minted("alg in small letters", reasonMalformed, no, no, no, "", headed("alg", "rs256")),
		minted("HS256 with the modulus", reasonSignature, no, no, no, "", signedBy("HS256", byHMAC(ours.N.Bytes()))),
		minted("HS256 with the public key", reasonSignature, no, no, no, "", signedBy("HS256", byHMAC(publicPEM(&ours.PublicKey)))),
		minted("RS384", reasonSignature, no, yes, no, oursRS256, signedBy("RS384", byRSA(ours, crypto.SHA384))),
		minted("RS512", reasonSignature, no, yes, no, oursRS256, signedBy("RS512", byRSA(ours, crypto.SHA512))),
		minted("PS256", reasonSignature, no, no, no, "", signedBy("PS256", byPSS(ours))),
		minted("RS256 that is RS512", reasonSignature, yes, no, no, "", signedBy("RS256", byRSA(ours, crypto.SHA512))),
		minted("not signed", reasonSignature, yes, no, no, "", signedBy("RS256", nobody)),
		minted("brings its own key", reasonSignature, yes, no, no, "", signedBy("RS256", byRSA(foreign, crypto.SHA256)),
			headed("jwk", jwk("k1", &foreign.PublicKey)), headed("jku", "http://127.0.0.1:1/keys"), headed("x5u", "http://127.0.0.1:1/keys")),
		minted("crit", reasonMalformed, no, yes, yes, oursCrit, headed("crit", []string{"b64"}), headed("b64", false)),
		minted("crit that is null", reasonMalformed, no, yes, yes, oursCrit, headed("crit", nil)),
		minted("key of another channel", reasonEndorsement, yes, no, yes, appsChannel, headed("kid", "web")),
		minted("key of every channel", "", yes, yes, yes, "", headed("kid", "any")),
	}
}

// claimed are about what a token says.
func claimed() []sample {
	const no, yes = false, true
	return []sample{
		minted("wrong issuer", reasonIssuer, no, no, no, "", claim("iss", "https://sts.windows.net/"+tenantID+"x/")),
		minted("issuer of an agent", reasonIssuer, no, no, yes, appsAgent, claim("iss", "https://sts.windows.net/"+tenantID+"/"), claim("tid", tenantID)),
		minted("issuer of another cloud", reasonIssuer, no, no, no, "", claim("iss", "https://api.botframework.us")),
		minted("issuer with a slash", reasonIssuer, no, no, no, "", claim("iss", "https://api.botframework.com/")),
		minted("no issuer", reasonIssuer, no, no, no, "", without("iss")),
		minted("issuer is an array", reasonIssuer, no, no, no, "", claim("iss", []string{"https://api.botframework.com"})),
		minted("wrong aud", reasonAudience, no, no, no, "", claim("aud", tenantID)),
		minted("aud with more around it", reasonAudience, no, no, no, "", claim("aud", "api://"+appID+"/x")),
		minted("aud of the app's own pages", reasonAudience, no, no, yes, appsPages, claim("aud", "api://"+appID)),
		minted("no aud", reasonAudience, no, no, no, "", without("aud")),
		minted("aud is null", reasonAudience, no, no, no, "", claim("aud", nil)),
		minted("aud is a number", reasonAudience, no, no, no, "", claim("aud", 1)),
		minted("aud is an object", reasonAudience, no, no, no, "", claim("aud", map[string]string{"aud": appID})),
		minted("aud as array", "", yes, no, yes, connectorArray, claim("aud", []string{appID})),
		minted("aud as array of others", reasonAudience, no, no, no, "", claim("aud", []string{tenantID, serviceURL})),
		minted("aud as array of all sorts", "", yes, no, yes, connectorArray, claim("aud", []any{1, map[string]any{}, appID})),
		minted("other serviceurl", reasonServiceURL, no, no, no, "", claim("serviceurl", "https://smba.trafficmanager.net/amer/")),
		minted("serviceurl without the slash", "", yes, no, yes, connectorCase, claim("serviceurl", strings.TrimSuffix(serviceURL, "/"))),
		minted("serviceurl in capitals", "", yes, no, yes, connectorCase, claim("serviceurl", strings.ToUpper(serviceURL))),
		minted("serviceurl with two slashes", reasonServiceURL, no, no, no, "", claim("serviceurl", serviceURL+"/")),
		minted("no serviceurl", reasonServiceURL, no, no, no, "", without("serviceurl")),
		minted("serviceurl is empty", reasonServiceURL, no, no, no, "", claim("serviceurl", "")),
		minted("serviceurl is null", reasonServiceURL, no, no, no, "", claim("serviceurl", nil)),
		minted("serviceurl is an array", reasonServiceURL, no, no, no, "", claim("serviceurl", []string{serviceURL})),
	}
}

// timely are about when a token is good.
func timely() []sample {
	const no, yes = false, true
	return []sample{
		minted("expired 10 min ago", reasonExpired, no, no, no, "", timed("exp", -10*time.Minute)),
		minted("expired 2 min ago", "", yes, yes, yes, "", timed("exp", -2*time.Minute)),
		minted("expired 5 min ago", reasonExpired, no, no, no, "", timed("exp", -5*time.Minute)),
		minted("expired a second less ago", "", yes, yes, yes, "", timed("exp", -5*time.Minute+time.Second)),
		minted("no exp", reasonExpired, no, yes, yes, oursForever, without("exp")),
		minted("exp is null", reasonExpired, no, no, no, "", claim("exp", nil)),
		minted("exp is text", reasonExpired, no, no, no, "", claim("exp", "later")),
		minted("exp is a number as text", reasonExpired, no, no, no, "", claim("exp", "99999999999")),
		minted("exp is negative", reasonExpired, no, no, no, "", claim("exp", -1)),
		minted(endless, "", yes, yes, yes, "", claim("exp", 1e300)),
		minted("exp is an object", reasonExpired, no, no, no, "", claim("exp", map[string]any{})),
		minted("nbf 2 min ahead", "", yes, yes, yes, "", timed("nbf", 2*time.Minute)),
		minted("nbf 5 min ahead", "", yes, yes, yes, "", timed("nbf", 5*time.Minute)),
		minted("nbf a second more ahead", reasonNotYet, no, no, no, "", timed("nbf", 5*time.Minute+time.Second)),
		minted("no nbf", "", yes, yes, yes, "", without("nbf")),
		minted("nbf is null", reasonNotYet, no, no, no, "", claim("nbf", nil)),
		minted("nbf is text", reasonNotYet, no, no, no, "", claim("nbf", "now")),
	}
}

// shapes are no tokens.
func shapes() []sample {
	const no, yes = false, true
	good := `"iss":"https://api.botframework.com","aud":"` + appID + `","serviceurl":"` + serviceURL + `","exp":1793700000`
	whole := func(name, header string) sample {
		return sample{name: name, ours: reasonMalformed, from: fromTeams, header: func(*botframework) string { return header }}
	}
	none := whole("empty header", "")
	none.ours = reasonNoToken
	return []sample{
		none,
		written("no scheme", reasonNoToken, no, yes, appsScheme, func(t string) string { return t }),
		written("basic", reasonNoToken, no, no, "", func(t string) string { return "Basic " + t }),
		written("scheme alone", reasonNoToken, no, no, "", func(string) string { return "Bearer " }),
		written("scheme in small letters", reasonNoToken, no, no, "", func(t string) string { return "bearer " + t }),
		written("two spaces", reasonMalformed, no, no, "", func(t string) string { return "Bearer  " + t }),
		written("space at the end", reasonSignature, no, no, "", func(t string) string { return "Bearer " + t + " " }),
		written("two tokens", reasonMalformed, no, no, "", func(t string) string { return "Bearer " + t + " " + t }),
		written("tampered claims", reasonSignature, no, no, "", func(t string) string {
			parts := strings.Split(t, ".")
			return "Bearer " + parts[0] + "." + base64url([]byte(`{"more":1,`+good+`}`)) + "." + parts[2]
		}),
		written("part of the signature", reasonSignature, no, no, "", func(t string) string { return "Bearer " + t[:len(t)-8] }),
		written("padded", reasonMalformed, no, no, "", func(t string) string { return "Bearer " + strings.Replace(t, ".", "==.", 1) }),
		written("fourth part", reasonMalformed, no, no, "", func(t string) string { return "Bearer " + t + ".x" }),
		written("huge", reasonMalformed, no, no, "", func(t string) string { return "Bearer " + t + strings.Repeat("A", 1<<20) }),
		whole("one word", "Bearer x"),
		whole("two parts", "Bearer x.y"),
		whole("empty parts", "Bearer .."),
		whole("hundred dots", "Bearer "+strings.Repeat(".", 100)),
		whole("million dots", "Bearer "+strings.Repeat(".", 1<<20)),
		whole("no base64", "Bearer !.!.!"),
		whole("header is null", "Bearer "+base64url([]byte("null"))+"."+base64url([]byte("{"+good+"}"))+".x"),
		whole("header is an array", "Bearer "+base64url([]byte("[]"))+"."+base64url([]byte("{"+good+"}"))+".x"),
		whole("header is deep", "Bearer "+base64url([]byte(strings.Repeat("[", 3000)))+".e30.x"),
		minted("claims are null", reasonIssuer, no, no, no, "", rawClaims("null")),
		minted("claims are an array", reasonMalformed, no, no, no, "", rawClaims("[]")),
		minted("claims are text", reasonMalformed, no, no, no, "", rawClaims(`"iss"`)),
		minted("claims are cut off", reasonMalformed, no, no, no, "", rawClaims("{"+good)),
		minted("claims are twice there", "", yes, yes, yes, "", rawClaims(`{"iss":"x",`+good+"}")),
		minted("claims in capitals", reasonIssuer, no, no, no, "", rawClaims(`{"ISS":"https://api.botframework.com",`+good[len(`"iss":"https://api.botframework.com",`):]+"}")),
		minted("claims with more behind", "", yes, no, no, tail, rawClaims("{"+good+"}{}")),
	}
}

// elsewhere are good tokens with activities that come from somewhere else, or say so.
func elsewhere() []sample {
	const no, yes = false, true
	from := func(url, channel, tenant string) teams.Origin {
		return teams.Origin{ServiceURL: url, ChannelID: channel, TenantID: tenant}
	}
	return []sample{
		placed("another channel", reasonChannel, no, yes, from(serviceURL, "emulator", tenantID)),
		placed("no channel", reasonChannel, yes, yes, from(serviceURL, "", tenantID)),
		placed("channel in capitals", reasonChannel, no, yes, from(serviceURL, "MSTeams", tenantID)),
		placed("another tenant", reasonTenant, yes, yes, from(serviceURL, "msteams", appID)),
		placed("no tenant", reasonTenant, yes, yes, from(serviceURL, "msteams", "")),
		placed("another host", reasonServiceHost, yes, yes, from("https://evil.example/emea/", "msteams", tenantID)),
		placed("host in front", reasonServiceHost, yes, yes, from("https://smba.trafficmanager.net.evil.example/", "msteams", tenantID)),
		placed("host as user", reasonServiceHost, yes, yes, from("https://smba.trafficmanager.net@evil.example/", "msteams", tenantID)),
		placed("another port", reasonServiceHost, yes, yes, from("https://smba.trafficmanager.net:8443/", "msteams", tenantID)),
		placed("plain http", reasonServiceHost, yes, yes, from("http://smba.trafficmanager.net/emea/", "msteams", tenantID)),
		placed("this machine", reasonServiceHost, yes, yes, from("http://127.0.0.1:3978/", "msteams", tenantID)),
		placed("no service URL", reasonServiceHost, yes, yes, from("", "msteams", tenantID)),
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
