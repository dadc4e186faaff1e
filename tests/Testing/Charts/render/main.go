// Renders a Helm chart as `helm template` does, with the same template language and functions, for machines without helm.
//
// Standard input is one JSON document a line: first {"metadata": Chart.yaml, "values": values.yaml}, then any number of
// {"release", "namespace", "kubeVersion", "apiVersions", "values"}. Each of these is answered by a line
// {"files": {path: text}} or {"error": message}. The one argument is the chart's folder.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
)

type chart struct {
	Metadata map[string]interface{} `json:"metadata"`
	Values   map[string]interface{} `json:"values"`
}

type request struct {
	Release     string                 `json:"release"`
	Namespace   string                 `json:"namespace"`
	KubeVersion string                 `json:"kubeVersion"`
	APIVersions []string               `json:"apiVersions"`
	Values      map[string]interface{} `json:"values"`
}

type answer struct {
	Files map[string]string `json:"files,omitempty"`
	Error string            `json:"error,omitempty"`
}

type kubeVersion struct{ Version, Major, Minor string }

func (v kubeVersion) String() string { return v.Version }

type apiVersions []string

func (versions apiVersions) Has(version string) bool {
	for _, known := range versions {
		if known == version {
			return true
		}
	}
	return false
}

type files map[string]string

func (all files) Get(name string) string { return all[name] }

func (all files) Glob(pattern string) files {
	found := files{}
	for name, text := range all {
		if ok, _ := path.Match(pattern, name); ok {
			found[name] = text
		}
	}
	return found
}

func main() {
	folder := os.Args[1]
	input := bufio.NewReader(os.Stdin)
	output := json.NewEncoder(os.Stdout)
	var of chart
	must(json.Unmarshal(line(input), &of))
	templates, others := read(folder)
	for text := line(input); text != nil; text = line(input) {
		var asked request
		must(json.Unmarshal(text, &asked))
		rendered, err := render(of, templates, others, asked)
		if err != nil {
			must(output.Encode(answer{Error: err.Error()}))
		} else {
			must(output.Encode(answer{Files: rendered}))
		}
	}
}

func render(of chart, templates, others files, asked request) (map[string]string, error) {
	name := of.Metadata["name"].(string)
	// Capitalised, as the templates see them.
	described := map[string]interface{}{}
	for key, value := range of.Metadata {
		described[strings.ToUpper(key[:1])+key[1:]] = value
	}
	top := map[string]interface{}{
		"Chart":   described,
		"Release": map[string]interface{}{"Name": asked.Release, "Namespace": asked.Namespace, "Service": "Helm", "IsInstall": true, "IsUpgrade": false, "Revision": 1},
		"Values":  coalesce(asked.Values, of.Values),
		"Files":   others,
		"Capabilities": map[string]interface{}{
			"KubeVersion": kubeVersion{Version: asked.KubeVersion, Major: "1", Minor: strings.Split(asked.KubeVersion, ".")[1]},
			"APIVersions": apiVersions(asked.APIVersions),
		},
	}

	root := template.New("chart").Option("missingkey=zero")
	root.Funcs(functions(root))
	for _, file := range names(templates) {
		if _, err := root.New(name + "/" + file).Parse(templates[file]); err != nil {
			return nil, err
		}
	}

	rendered := map[string]string{}
	for _, file := range inHelmsOrder(templates) {
		if strings.HasPrefix(path.Base(file), "_") {
			continue
		}
		top["Template"] = map[string]interface{}{"Name": name + "/" + file, "BasePath": name + "/templates"}
		var text bytes.Buffer
		if err := root.ExecuteTemplate(&text, name+"/"+file, top); err != nil {
			return nil, err
		}
		rendered[file] = strings.ReplaceAll(text.String(), "<no value>", "")
	}
	return rendered, nil
}

func functions(root *template.Template) template.FuncMap {
	all := sprig.TxtFuncMap()
	delete(all, "env")
	delete(all, "expandenv")
	all["toYaml"] = func(value interface{}) string { return strings.TrimSuffix(yaml(value, ""), "\n") }
	all["toJson"] = func(value interface{}) (string, error) {
		text, err := json.Marshal(value)
		return string(text), err
	}
	all["fail"] = func(message string) (string, error) { return "", fmt.Errorf(message) }
	all["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, fmt.Errorf(message)
		}
		return value, nil
	}
	all["lookup"] = func(string, string, string, string) map[string]interface{} { return map[string]interface{}{} }
	all["include"] = func(name string, data interface{}) (string, error) {
		var text bytes.Buffer
		err := root.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	all["tpl"] = func(text string, data interface{}) (string, error) {
		copied, err := root.Clone()
		if err != nil {
			return "", err
		}
		inner, err := copied.New("tpl").Parse(text)
		if err != nil {
			return "", err
		}
		var out bytes.Buffer
		err = inner.Execute(&out, data)
		return out.String(), err
	}
	return all
}

// The user's values over the chart's: maps are joined, a null takes a default away.
func coalesce(given, defaults map[string]interface{}) map[string]interface{} {
	joined := map[string]interface{}{}
	for key, value := range defaults {
		joined[key] = value
	}
	for key, value := range given {
		inner, isMap := value.(map[string]interface{})
		below, hasMap := joined[key].(map[string]interface{})
		switch {
		case value == nil:
			delete(joined, key)
		case isMap && hasMap:
			joined[key] = coalesce(inner, below)
		default:
			joined[key] = value
		}
	}
	return joined
}

// Block style with JSON scalars, which are YAML.
func yaml(value interface{}, indent string) string {
	switch typed := value.(type) {
	case map[string]interface{}:
		if len(typed) == 0 {
			return indent + "{}\n"
		}
		keys := make([]string, 0, len(typed))
		for key := range typed {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		text := ""
		for _, key := range keys {
			text += indent + scalar(key) + ":" + below(typed[key], indent+"  ")
		}
		return text
	case []interface{}:
		if len(typed) == 0 {
			return indent + "[]\n"
		}
		text := ""
		for _, item := range typed {
			text += indent + "-" + below(item, indent+"  ")
		}
		return text
	case []string:
		items := make([]interface{}, len(typed))
		for index, item := range typed {
			items[index] = item
		}
		return yaml(items, indent)
	default:
		return indent + scalar(value) + "\n"
	}
}

func below(value interface{}, indent string) string {
	switch typed := value.(type) {
	case map[string]interface{}:
		if len(typed) > 0 {
			return "\n" + yaml(value, indent)
		}
	case []interface{}:
		if len(typed) > 0 {
			return "\n" + yaml(value, indent)
		}
	case []string:
		if len(typed) > 0 {
			return "\n" + yaml(value, indent)
		}
	}
	return " " + strings.TrimSpace(yaml(value, "")) + "\n"
}

func scalar(value interface{}) string {
	text, err := json.Marshal(value)
	must(err)
	return string(text)
}

func read(folder string) (templates, others files) {
	templates, others = files{}, files{}
	must(filepath.Walk(folder, func(file string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		name, _ := filepath.Rel(folder, file)
		if strings.HasPrefix(name, "templates/") {
			templates[name] = string(text)
		} else {
			others[name] = string(text)
		}
		return err
	}))
	return templates, others
}

func names(all files) []string {
	list := make([]string, 0, len(all))
	for name := range all {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

// Deep paths before shallow ones, and z before a: which of two failing templates is told depends on it.
func inHelmsOrder(all files) []string {
	list := names(all)
	sort.SliceStable(list, func(a, b int) bool {
		depth := func(name string) int { return strings.Count(name, "/") }
		if depth(list[a]) != depth(list[b]) {
			return depth(list[a]) > depth(list[b])
		}
		return list[a] > list[b]
	})
	return list
}

func line(input *bufio.Reader) []byte {
	text, err := input.ReadBytes('\n')
	if err != nil && len(text) == 0 {
		return nil
	}
	return text
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}
