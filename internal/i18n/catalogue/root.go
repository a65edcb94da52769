package catalogue

import (
	"errors"
	"os"
	"path/filepath"
)

// File is where the English PO file lies, slash-separated from the root.
const File = "internal/i18n/locales/en/samsyn.po"

// Root is the module's folder: the nearest one above the working directory
// that has a go.mod.
func Root() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", errors.New("no go.mod above the working directory")
		}
		folder = parent
	}
}
