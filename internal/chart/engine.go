package chart

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"sync"

	"github.com/dop251/goja"

	"samsyn/web"
)

// serverScript draws a chart with the two scripts that the browser also has.
//
//go:embed server.js
var serverScript string

// scripts are run in this order in a new engine.
var scripts = []string{"static/vendor/echarts/echarts.min.js", "static/js/chart-option.js"}

// compiled are the scripts, parsed once for all engines.
var compiled = sync.OnceValues(func() ([]*goja.Program, error) {
	var programs []*goja.Program
	for _, path := range scripts {
		source, err := web.Static.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("chart: read script: %w", err)
		}
		program, err := goja.Compile(path, string(source), false)
		if err != nil {
			return nil, fmt.Errorf("chart: compile %s: %w", path, err)
		}
		programs = append(programs, program)
	}
	program, err := goja.Compile("server.js", serverScript, false)
	if err != nil {
		return nil, fmt.Errorf("chart: compile server.js: %w", err)
	}
	return append(programs, program), nil
})

// engine is a JavaScript machine with ECharts loaded. It does one thing at a
// time.
type engine struct {
	vm   *goja.Runtime
	draw func(option string, width int) (string, error)
}

// newEngine loads ECharts, which takes some tenths of a second.
func newEngine() (*engine, error) {
	programs, err := compiled()
	if err != nil {
		return nil, err
	}
	e := &engine{vm: goja.New()}
	for _, program := range programs {
		if _, err := e.vm.RunProgram(program); err != nil {
			return nil, fmt.Errorf("chart: load engine: %w", err)
		}
	}
	if err := e.vm.ExportTo(e.vm.Get("samsynDraw"), &e.draw); err != nil {
		return nil, fmt.Errorf("chart: load engine: %w", err)
	}
	return e, nil
}

// svg draws an option. After an error the engine must not be used again, since
// it may have been stopped anywhere. The context's end stops it, and is then
// the error.
func (e *engine) svg(ctx context.Context, option []byte, width int) (string, error) {
	stop := context.AfterFunc(ctx, func() { e.vm.Interrupt(context.Cause(ctx)) })
	drawn, err := e.draw(string(option), width)
	if !stop() {
		// The interrupt may come after the drawing: too late for this chart,
		// but it would hit the next.
		return "", fmt.Errorf("chart: draw: %w", errors.Join(context.Cause(ctx), err))
	}
	if err != nil {
		return "", fmt.Errorf("chart: draw: %w", err)
	}
	return drawn, nil
}
