package logging_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"samsyn/internal/logging"
)

type numberKey struct{}

func number(ctx context.Context) slog.Attr {
	n, _ := ctx.Value(numberKey{}).(string)
	return slog.String("request", n)
}

func TestLinesCarryWhatTheirContextKnows(t *testing.T) {
	var out bytes.Buffer
	log := logging.New(&out, "", number).With("process", 7)
	log.InfoContext(context.WithValue(t.Context(), numberKey{}, "abc"), "saved", "took", 3)
	log.InfoContext(t.Context(), "not a request's")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var first, second map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil {
		t.Fatalf("%s: %v", lines[0], err)
	}
	if err := json.Unmarshal([]byte(lines[1]), &second); err != nil {
		t.Fatalf("%s: %v", lines[1], err)
	}
	if first["request"] != "abc" || first["msg"] != "saved" || first["process"] != 7.0 || first["took"] != 3.0 {
		t.Errorf("%v", first)
	}
	if _, there := second["request"]; there {
		t.Errorf("%v", second)
	}
}

func TestTheFormCanBeChosen(t *testing.T) {
	var out bytes.Buffer
	logging.New(&out, logging.Text).Info("saved")
	if !strings.Contains(out.String(), "msg=saved") {
		t.Error(out.String())
	}
	name := filepath.Join(t.TempDir(), "log")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	logging.New(file, "").Info("saved")
	if text, err := os.ReadFile(name); err != nil || !json.Valid(text) {
		t.Errorf("a file got %s, %v", text, err)
	}
}
