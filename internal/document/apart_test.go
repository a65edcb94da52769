package document

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// listener is a place on this computer that counts who calls.
func listener(t *testing.T) (address string, calls *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	calls = &atomic.Int64{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			calls.Add(1)
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	return l.Addr().String(), calls
}

// TestNothingElseIsRead makes files of a page that asks for all it must not have.
func TestNothingElseIsRead(t *testing.T) {
	address, calls := listener(t)
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("HEMLIGT"), 0o600); err != nil {
		t.Fatal(err)
	}
	web, file := "http://"+address, "file://"+secret
	html := fmt.Sprintf(`<html lang="sv"><head><title>T</title><link rel="stylesheet" href="%[1]s/a.css"><link rel="attachment" href="%[2]s">
<style>@import url(%[1]s/b.css); @font-face { font-family: F; src: url(%[1]s/f.woff) } body { font-family: F; background: url(%[2]s) }</style></head><body>
<h1>Rubrik</h1><p>Text</p><img src="%[1]s/a.png" alt="Bild"><img src="%[2]s" alt="Fil"><img src="/etc/passwd" alt="P"><img src="../secret.txt" alt="Q"><img src="chart.svg" alt="Figur">
<object data="%[1]s/o.html">O</object><iframe src="%[2]s"></iframe><embed src="%[1]s/e"><video src="%[1]s/v" poster="%[1]s/p.png"></video><a rel="attachment" href="%[2]s">bilaga</a>
<svg width="10" height="10"><image href="%[1]s/i.png" width="10" height="10"/><image href="%[2]s" width="10" height="10"/></svg></body></html>`, web, file)
	paper := Paper{HTML: []byte(html), At: day, Files: map[string][]byte{"chart.svg": fmt.Appendf(nil,
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"><image xlink:href="%[2]s" width="5" height="5"/><image href="%[1]s/j.png" width="5" height="5"/><text>x</text></svg>`, web, file)}}
	var refused []string
	paper.Refused = func(a string) { refused = append(refused, a) }
	p := find(t)
	for name, apart := range map[string]bool{"with a network of its own": mayUnshare(), "with the computer's network": false} {
		p.apart = func() bool { return apart }
		refused = nil
		pdf, err := p.PDF(t.Context(), paper, Archive)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(refused, web+"/j.png") || !slices.Contains(refused, file) || !slices.Contains(refused, web+"/a.css") {
			t.Errorf("%s, refused %q", name, refused)
		}
		if attached := told(t, pdf, "qpdf", "--list-attachments", "FILE"); strings.Contains(attached, "secret") {
			t.Errorf("%s, attached: %s", name, attached)
		}
		docx, err := p.Word(t.Context(), paper)
		if err != nil {
			t.Fatal(err)
		}
		for part, content := range unpacked(t, docx) {
			if strings.Contains(content, "HEMLIGT") || strings.Contains(content, "root:") || part == "word/document.xml" && strings.Contains(content, secret) {
				t.Errorf("%s, %s of the Word file has what it must not", name, part)
			}
		}
		if n := calls.Load(); n != 0 {
			t.Errorf("%s, %d calls came", name, n)
		}
	}
}

// TestAProgramIsApart looks at what a program is given: nothing of our environment, and
// no network where the kernel allows that.
func TestAProgramIsApart(t *testing.T) {
	t.Setenv("SAMSYN_SECRET", "hemligt")
	address, calls := listener(t)
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	p := find(t)
	paper := &Paper{At: day}
	var out bytes.Buffer
	_, err = p.within(t.Context(), paper, func(ctx context.Context, w *workshop) ([]byte, error) {
		return nil, w.run(ctx, command{program: "sh", path: "/bin/bash", out: &out, args: []string{"-c",
			fmt.Sprintf(`env; pwd; (exec 3<>/dev/tcp/%s/%s) 2>&1 && echo CALLED; true`, host, port)}})
	})
	if err != nil {
		t.Fatal(err)
	}
	said := out.String()
	has(t, "its environment", said, "SOURCE_DATE_EPOCH=1770000000", "HOME="+os.TempDir(), "TMPDIR="+os.TempDir())
	if strings.Contains(said, "SECRET") {
		t.Errorf("it is told secrets:\n%s", said)
	}
	if called := strings.Contains(said, "CALLED") || calls.Load() > 0; called == p.apart() {
		t.Errorf("called %v, with a network of its own %v:\n%s", called, p.apart(), said)
	}
	if os.Geteuid() == 0 && !p.apart() {
		t.Error("root may always give a program a network of its own")
	}
}
