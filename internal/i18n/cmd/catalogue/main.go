// Command catalogue brings the English PO file up to date with the texts in the
// module's Go sources: it adds what is missing with an empty translation, takes
// out what is no longer used, and sorts. Run it from anywhere in the module,
// or as: go generate ./internal/i18n
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"samsyn/internal/i18n/catalogue"
)

func main() {
	if err := update(); err != nil {
		fmt.Fprintln(os.Stderr, "catalogue:", err)
		os.Exit(1)
	}
}

func update() error {
	root, err := catalogue.Root()
	if err != nil {
		return err
	}
	usage, err := catalogue.Scan(os.DirFS(root))
	if err != nil {
		return err
	}
	file := filepath.Join(root, filepath.FromSlash(catalogue.File))
	po, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	translations := catalogue.Read(po)
	if err := os.WriteFile(file, catalogue.Write(usage, translations), 0o644); err != nil {
		return err
	}
	for _, problem := range usage.Problems {
		fmt.Println(problem)
	}
	left := 0
	for _, problem := range catalogue.Check(usage, translations) {
		fmt.Println(problem)
		left++
	}
	fmt.Printf("%d texts, %d problems in calls, %d in translations\n", len(usage.Messages), len(usage.Problems), left)
	return nil
}
