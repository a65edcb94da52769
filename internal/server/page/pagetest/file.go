package pagetest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
)

// File is a file that a form sends.
type File struct {
	Field, Name string
	Content     []byte
}

// Upload sends a form with a file in it.
func (b *Browser) Upload(address string, file File) Answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(file.Field, file.Name)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := part.Write(file.Content); err != nil {
		b.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		b.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.send(r)
}
