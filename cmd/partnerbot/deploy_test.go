package main

import (
	"bytes"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

const (
	containerfile  = "Containerfile"
	composeFile    = "compose.yaml"
	kubernetesFile = "kubernetes.yaml"
)

// compose is a compose file, as far as it is looked at.
type compose struct {
	Services map[string]struct {
		Environment map[string]string
		Secrets     []string
		Ports       []string
		ReadOnly    bool          `yaml:"read_only"`
		StopGrace   time.Duration `yaml:"stop_grace_period"`
	}
	Secrets map[string]struct{ File string }
}

// probe is a question of Kubernetes.
type probe struct {
	Get struct{ Path, Port string } `yaml:"httpGet"`
}

// kubeObject is a Deployment or a Service, as far as it is looked at.
type kubeObject struct {
	Kind string
	Spec struct {
		Replicas int
		Ports    []struct {
			TargetPort string `yaml:"targetPort"`
		}
		Template struct {
			Spec struct {
				Grace           int `yaml:"terminationGracePeriodSeconds"`
				SecurityContext struct {
					RunAsNonRoot bool `yaml:"runAsNonRoot"`
					RunAsUser    int  `yaml:"runAsUser"`
				} `yaml:"securityContext"`
				Containers []kubeContainer
			}
		}
	}
}

type kubeContainer struct {
	Args  []string
	Ports []struct {
		Name          string
		ContainerPort string `yaml:"containerPort"`
	}
	Env []struct {
		Name      string
		ValueFrom struct {
			SecretKeyRef struct{ Name, Key string } `yaml:"secretKeyRef"`
		} `yaml:"valueFrom"`
	}
	Startup         probe `yaml:"startupProbe"`
	Liveness        probe `yaml:"livenessProbe"`
	Readiness       probe `yaml:"readinessProbe"`
	SecurityContext struct {
		ReadOnlyRoot bool `yaml:"readOnlyRootFilesystem"`
		Escalation   bool `yaml:"allowPrivilegeEscalation"`
	} `yaml:"securityContext"`
}

// TestDeploy_SetsWhatServeReads holds every variable that is named in the files, comments too, to the settings of serve.
func TestDeploy_SetsWhatServeReads(t *testing.T) {
	t.Parallel()
	known := serveVariables(t)
	variable := regexp.MustCompile(`\b(SLACK|TEAMS|PARTNERBOT|DATABASE)_[A-Z0-9_]+`)
	for _, file := range []string{containerfile, composeFile, kubernetesFile} {
		named := variable.FindAllString(deployFile(t, file), -1)
		if len(named) == 0 {
			t.Errorf("%s names no variable", file)
		}
		for _, name := range named {
			if !known[name] {
				t.Errorf("%s names %s, which serve does not read", file, name)
			}
		}
	}
	var set []string
	set = slices.AppendSeq(set, maps.Keys(readCompose(t).Services["partnerbot"].Environment))
	c := readDeployment(t).Spec.Template.Spec.Containers[0]
	for _, e := range c.Env {
		set = append(set, e.Name)
		if ref := e.ValueFrom.SecretKeyRef; ref.Name != "partnerbot" || ref.Key != e.Name {
			t.Errorf("%s is taken from %s of the Secret %s", e.Name, ref.Key, ref.Name)
		}
	}
	if len(set) < 8 {
		t.Errorf("only %v are set", set)
	}
	for _, name := range set {
		if !known[name] {
			t.Errorf("%s is set, and serve does not read it", name)
		}
	}
}

// serveVariables are the environment variables of serve, and those of Teams.
func serveVariables(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	add := func(flags []*kong.Flag) {
		for _, f := range flags {
			for _, e := range f.Envs {
				known[e] = true
			}
		}
	}
	k, err := kong.New(&commands{}, kong.Vars{"demo_address": demoAddress})
	must(t, err)
	for _, n := range k.Model.Children {
		if n.Name == "serve" {
			add(n.Flags)
		}
	}
	k, err = kong.New(&struct{ teamsSettings }{})
	must(t, err)
	add(k.Model.Flags)
	if !known["DATABASE_URL"] || !known["TEAMS_APP_ID"] {
		t.Fatalf("serve reads %v", known)
	}
	return known
}

// TestDeploy_ComposeSecrets follows each secret from the file to the variable that names it.
func TestDeploy_ComposeSecrets(t *testing.T) {
	t.Parallel()
	c := readCompose(t)
	for name, s := range c.Services {
		mounted := slices.Clone(s.Secrets)
		for variable, value := range s.Environment {
			secret, ok := strings.CutPrefix(value, "/run/secrets/")
			if ok != strings.HasSuffix(variable, "_FILE") {
				t.Errorf("%s: %s is %s", name, variable, value)
			}
			if ok && !slices.Contains(s.Secrets, secret) {
				t.Errorf("%s: %s names %s, which is not mounted", name, variable, value)
			}
			mounted = slices.DeleteFunc(mounted, func(m string) bool { return m == secret })
		}
		if len(mounted) > 0 {
			t.Errorf("%s: nothing names %v", name, mounted)
		}
		for _, secret := range s.Secrets {
			if file := c.Secrets[secret].File; file != "secrets/"+secret {
				t.Errorf("%s: the secret %s is of the file %q", name, secret, file)
			}
		}
	}
}

// TestDeploy_Probes asks the program itself for the paths of all probes.
func TestDeploy_Probes(t *testing.T) {
	t.Parallel()
	a := testApp(t, wallClock)
	a.oneRound(t)
	c := readDeployment(t).Spec.Template.Spec.Containers[0]
	check := regexp.MustCompile(`(?m)^HEALTHCHECK .*"http://127\.0\.0\.1:8080(/[^"]*)"`).FindStringSubmatch(deployFile(t, containerfile))
	if check == nil {
		t.Fatal("the image has no health check")
	}
	for name, p := range map[string]struct{ path, want string }{
		"startup":   {c.Startup.Get.Path, "/livez"},
		"liveness":  {c.Liveness.Get.Path, "/livez"},
		"readiness": {c.Readiness.Get.Path, "/readyz"},
		"image":     {check[1], "/livez"},
	} {
		if got := get(a, p.path); p.path != p.want || got != http.StatusOK {
			t.Errorf("%s: %s is answered with %d, and should be %s", name, p.path, got, p.want)
		}
	}
}

// TestDeploy_FitsTheProgram holds ports, rights and times to those of the program.
func TestDeploy_FitsTheProgram(t *testing.T) {
	t.Parallel()
	image := deployFile(t, containerfile)
	for _, line := range []string{"USER 65532:65532", "EXPOSE 8080", `ENTRYPOINT ["/partnerbot"]`, `CMD ["serve"]`} {
		if !strings.Contains(image, "\n"+line+"\n") {
			t.Errorf("the image lacks %s", line)
		}
	}
	s := readCompose(t).Services["partnerbot"]
	if s.StopGrace <= stopWithin || !s.ReadOnly || !slices.Equal(s.Ports, []string{"127.0.0.1:8080:8080"}) {
		t.Errorf("compose: %+v", s)
	}
	d := readDeployment(t).Spec
	pod, c := d.Template.Spec, d.Template.Spec.Containers[0]
	if d.Replicas != 2 || time.Duration(pod.Grace)*time.Second <= stopWithin || !slices.Equal(c.Args, []string{"serve"}) {
		t.Errorf("kubernetes: %+v", d)
	}
	if !pod.SecurityContext.RunAsNonRoot || pod.SecurityContext.RunAsUser != 65532 || !c.SecurityContext.ReadOnlyRoot || c.SecurityContext.Escalation {
		t.Errorf("the pod may do too much: %+v, %+v", pod.SecurityContext, c.SecurityContext)
	}
	k, err := kong.New(&struct{ serveCommand }{})
	must(t, err)
	for _, f := range k.Model.Flags {
		if f.Name == "listen" && f.Default != ":"+c.Ports[0].ContainerPort {
			t.Errorf("serve listens at %s, and the container at %s", f.Default, c.Ports[0].ContainerPort)
		}
	}
	service := kubeObjects(t)["Service"]
	for _, port := range []string{c.Startup.Get.Port, c.Liveness.Get.Port, c.Readiness.Get.Port, service.Spec.Ports[0].TargetPort} {
		if port != c.Ports[0].Name {
			t.Errorf("the port %s is not one of the container", port)
		}
	}
}

func deployFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../manifests/deploy", name))
	must(t, err)
	return string(b)
}

func readCompose(t *testing.T) compose {
	t.Helper()
	var c compose
	must(t, yaml.Unmarshal([]byte(deployFile(t, composeFile)), &c))
	return c
}

func readDeployment(t *testing.T) kubeObject {
	t.Helper()
	d := kubeObjects(t)["Deployment"]
	if len(d.Spec.Template.Spec.Containers) != 1 {
		t.Fatalf("the deployment has %d containers", len(d.Spec.Template.Spec.Containers))
	}
	return d
}

func kubeObjects(t *testing.T) map[string]kubeObject {
	t.Helper()
	all := map[string]kubeObject{}
	for _, document := range bytes.Split([]byte(deployFile(t, kubernetesFile)), []byte("\n---\n")) {
		var o kubeObject
		must(t, yaml.Unmarshal(document, &o))
		all[o.Kind] = o
	}
	return all
}
