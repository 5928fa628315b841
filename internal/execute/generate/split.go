package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/imports"
)

// generatedPackage is a package that gqlgen has generated, as it was parsed.
type generatedPackage struct {
	name string
	set  *token.FileSet
	// code is the file with gqlgen's executor, and source its text.
	code   *ast.File
	source []byte
	// byName are the declarations of package level, and methods those of all types by their names alone.
	byName, methods map[string][]ast.Node
}

// referenceFile is the file with gqlgen's executor.
const referenceFile = "generated.go"

// split removes from gqlgen's code what the table does not need, which is gqlgen's own executor and most of the code, and writes the whole
// executor to a package of its own, for tests to compare with. The types of the two are the same. importPath is that of the package.
func split(file, importPath, reference string) error {
	p, err := parsePackage(file)
	if err != nil {
		return err
	}
	needed := p.needed()
	if err := p.write(file, p.name, "", func(d ast.Node) string {
		if needed[d] {
			return p.text(d)
		}
		return ""
	}); err != nil {
		return err
	}
	if err := os.MkdirAll(reference, 0o755); err != nil {
		return err
	}
	return p.write(filepath.Join(reference, referenceFile), filepath.Base(reference), importPath, func(d ast.Node) string {
		// Also the types of code that somebody wrote: the resolvers are made for those.
		if spec, ok := d.(*ast.TypeSpec); ok && needed[d] && spec.Name.IsExported() {
			return "type " + spec.Name.Name + " = " + p.name + "." + spec.Name.Name
		}
		return p.text(d)
	})
}

// parsePackage parses the files of a generated package.
func parsePackage(file string) (*generatedPackage, error) {
	p := &generatedPackage{set: token.NewFileSet(), byName: map[string][]ast.Node{}, methods: map[string][]ast.Node{}}
	var err error
	if p.source, err = os.ReadFile(file); err != nil {
		return nil, err
	}
	if p.code, err = parser.ParseFile(p.set, file, p.source, parser.ParseComments); err != nil {
		return nil, err
	}
	p.name = p.code.Name.Name
	for _, d := range declarations(p.code) {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil {
				p.methods[d.Name.Name] = append(p.methods[d.Name.Name], d)
			} else {
				p.byName[d.Name.Name] = append(p.byName[d.Name.Name], d)
			}
		case *ast.TypeSpec:
			p.byName[d.Name.Name] = append(p.byName[d.Name.Name], d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					p.byName[name.Name] = append(p.byName[name.Name], d)
				}
			}
		}
	}
	return p, nil
}

// declarations returns the declarations of a file: functions, each type by itself, and groups of variables and constants.
func declarations(f *ast.File) (all []ast.Node) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		switch {
		case !ok:
			all = append(all, d)
		case g.Tok == token.TYPE:
			for _, spec := range g.Specs {
				spec := spec.(*ast.TypeSpec)
				if g.Lparen == token.NoPos {
					spec.Doc = g.Doc
				}
				all = append(all, spec)
			}
		case g.Tok != token.IMPORT:
			all = append(all, g)
		}
	}
	return all
}

// needed returns the declarations that the other files of the package reach, and all exported types. A method is reached by its name alone.
func (p *generatedPackage) needed() map[ast.Node]bool {
	needed := map[ast.Node]bool{}
	var reach func(ast.Node)
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			for _, d := range p.methods[n.Sel.Name] {
				reach(d)
			}
		case *ast.Ident:
			for _, d := range p.byName[n.Name] {
				reach(d)
			}
		}
		return true
	}
	reach = func(d ast.Node) {
		if !needed[d] {
			needed[d] = true
			ast.Inspect(d, visit)
		}
	}
	for _, f := range p.others() {
		ast.Inspect(f, visit)
	}
	for _, d := range declarations(p.code) {
		if spec, ok := d.(*ast.TypeSpec); ok && spec.Name.IsExported() {
			reach(d)
		}
	}
	return needed
}

// others are the package's files beside gqlgen's executor. What cannot be parsed does not compile, and go vet tells of it.
func (p *generatedPackage) others() (files []*ast.File) {
	own := p.set.File(p.code.Pos()).Name()
	paths, _ := filepath.Glob(filepath.Join(filepath.Dir(own), "*.go"))
	for _, path := range paths {
		if path == own || strings.HasSuffix(path, "_test.go") {
			continue
		}
		if f, err := parser.ParseFile(p.set, path, nil, 0); err == nil {
			files = append(files, f)
		}
	}
	return files
}

// text returns the source of a declaration, with its comment.
func (p *generatedPackage) text(d ast.Node) string {
	from, doc, keyword := d.Pos(), (*ast.CommentGroup)(nil), ""
	switch d := d.(type) {
	case *ast.FuncDecl:
		doc = d.Doc
	case *ast.GenDecl:
		doc = d.Doc
	case *ast.TypeSpec:
		doc, keyword = d.Doc, "type "
	}
	comment := ""
	if doc != nil {
		comment = p.slice(doc.Pos(), doc.End()) + "\n"
	}
	return comment + keyword + p.slice(from, d.End())
}

func (p *generatedPackage) slice(from, to token.Pos) string {
	f := p.set.File(p.code.Pos())
	return string(p.source[f.Offset(from):f.Offset(to)])
}

// write writes a file with what text returns for each declaration. imported is a package that it imports beside those of the code.
func (p *generatedPackage) write(file, name, imported string, text func(ast.Node) string) error {
	var b bytes.Buffer
	b.WriteString("// Code generated by github.com/99designs/gqlgen, DO NOT EDIT.\n\npackage " + name + "\n\nimport (\n")
	for _, spec := range p.code.Imports {
		b.WriteString("\t" + p.slice(spec.Pos(), spec.End()) + "\n")
	}
	if imported != "" {
		b.WriteString("\t\"" + imported + "\"\n")
	}
	b.WriteString(")\n\n")
	for _, d := range declarations(p.code) {
		if t := text(d); t != "" {
			b.WriteString(t + "\n\n")
		}
	}
	formatted, err := imports.Process(file, b.Bytes(), nil)
	if err != nil {
		return err
	}
	return os.WriteFile(file, formatted, 0o644)
}
