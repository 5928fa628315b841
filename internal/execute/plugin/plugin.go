package plugin

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"

	"entente/internal/execute"
	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
)

// runtime is the import path of the package that the generated table is for.
func runtime() string { return reflect.TypeFor[execute.Table]().PkgPath() }

// FileName is the file that the plugin writes, in the folder of gqlgen's generated code.
const FileName = "table.go"

// Plugin generates the table. It is a gqlgen plugin of the kind CodeGenerator.
type Plugin struct{}

// Name is the plugin's name in gqlgen's messages.
func (Plugin) Name() string { return "execute" }

// GenerateCode generates the table of a schema whose types gqlgen has bound to Go. The error names each field that the executor
// cannot run as the generated one does.
func (Plugin) GenerateCode(data *codegen.Data) error {
	if err := checkConfig(data.Config); err != nil {
		return err
	}
	if problems := check(data); len(problems) > 0 {
		return fmt.Errorf("the executor does not know how to run:\n  %s", strings.Join(problems, "\n  "))
	}
	return templates.Render(templates.Options{
		PackageName:     data.Config.Exec.Package,
		Filename:        TableFile(data.Config),
		Data:            &table{data: data},
		GeneratedHeader: true,
		Packages:        data.Config.Packages,
		Template:        `{{ .Code }}`,
		PruneOptions:    data.Config.GetPruneOptions(),
	})
}

// TableFile returns the path of the table of a configuration.
func TableFile(c *config.Config) string {
	if c.Exec.Layout == config.ExecLayoutFollowSchema {
		return filepath.Join(c.Exec.DirName, FileName)
	}
	return filepath.Join(filepath.Dir(c.Exec.Filename), FileName)
}

func checkConfig(c *config.Config) error {
	switch {
	case c.UseFunctionSyntaxForExecutionContext:
		return fmt.Errorf("use_function_syntax_for_execution_context is not supported: the table calls methods of the execution context")
	case c.Federation.IsDefined():
		return fmt.Errorf("federation is not supported")
	case c.SubscriptionContextField:
		return fmt.Errorf("subscription_context_field is not supported")
	}
	return nil
}

// objects returns the object types that queries and mutations can reach, including those of introspection.
func objects(data *codegen.Data) (out []*codegen.Object) {
	for _, o := range data.Objects {
		if o == data.SubscriptionRoot {
			continue
		}
		out = append(out, o)
	}
	return out
}

// fields returns the fields of an object type, without those of introspection.
func fields(o *codegen.Object) (out []*codegen.Field) {
	for _, f := range o.Fields {
		if !f.IsReserved() {
			out = append(out, f)
		}
	}
	return out
}
