package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// shortPatience is short enough to wait for, and long enough for a busy machine.
var shortPatience = patience{header: 300 * time.Millisecond, request: 600 * time.Millisecond, answer: 5 * time.Second, idle: 300 * time.Millisecond}

// listening is a site that reads what it is sent, and where it answers.
func listening(t *testing.T) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	site := newSite(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, "too slow", http.StatusRequestTimeout)
		}
	}), shortPatience)
	go func() { _ = site.Serve(listener) }()
	t.Cleanup(func() { _ = site.Close() })
	return listener.Addr().String()
}

// TestSlowClientsAreHungUpOn: one who sends the head or the body of a request a little at a
// time, or nothing after a request, does not keep a connection.
func TestSlowClientsAreHungUpOn(t *testing.T) {
	address := listening(t)
	const head = "POST / HTTP/1.1\r\nHost: samsyn\r\n"
	for name, sent := range map[string]string{
		"the head":           head,
		"the body":           head + "Content-Length: 1000\r\n\r\nlite",
		"nothing more":       "GET / HTTP/1.1\r\nHost: samsyn\r\n\r\n",
		"not even a request": "",
	} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, sent); err != nil {
			t.Fatal(err)
		}
		if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		// The connection ends by itself, long before the deadline.
		if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Errorf("%s: the connection is still open", name)
		}
	}
}

// TestALargeHeadIsRefused: more than maxHeader and the library's own slack of 4 KiB.
func TestALargeHeadIsRefused(t *testing.T) {
	address := listening(t)
	for size, want := range map[int]int{maxHeader / 2: http.StatusOK, maxHeader + 8<<10: http.StatusRequestHeaderFieldsTooLarge} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: samsyn\r\nX-Much: %s\r\n\r\n", strings.Repeat("a", size))
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); answer.StatusCode != want {
			t.Errorf("a head of %d bytes: %d, want %d", size, answer.StatusCode, want)
		}
	}
}
