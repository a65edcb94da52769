package chart

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"modernc.org/quickjs"

	"samsyn/web"
)

var (
	// stillScript is the parts of ECharts that a picture on the server is made with.
	//
	//go:embed still/still.min.js
	stillScript string
	// serverScript draws a chart with it and the script that the browser also has.
	//
	//go:embed server.js
	serverScript string
)

// layoutScript is the script that the browser also has.
const layoutScript = "static/js/chart-option.js"

// engineMemory is the most that an engine may take, in bytes: some twenty times what
// it does.
const engineMemory = 512 << 20

// compiled are the scripts, in the order they are run in a new engine, parsed once
// for all engines.
var compiled = sync.OnceValues(func() (programs [][]byte, err error) {
	layout, err := web.Static.ReadFile(layoutScript)
	if err != nil {
		return nil, fmt.Errorf("chart: read script: %w", err)
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("chart: compile: %w", err)
	}
	defer func() { err = errors.Join(err, vm.Close()) }()
	for _, source := range []string{stillScript, string(layout), serverScript} {
		program, err := vm.Compile(source, quickjs.EvalGlobal)
		if err != nil {
			return nil, fmt.Errorf("chart: compile: %w", err)
		}
		programs = append(programs, program)
	}
	return programs, nil
})

// engine is a JavaScript machine with ECharts loaded. It does one thing at a
// time.
type engine struct {
	vm *quickjs.VM
}

// newEngine loads ECharts, which takes a tenth of a second the first time.
func newEngine() (*engine, error) {
	programs, err := compiled()
	if err != nil {
		return nil, err
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("chart: load engine: %w", err)
	}
	vm.SetMemoryLimit(engineMemory)
	e := &engine{vm: vm}
	// Its memory is not Go's, so that it must be given back when nobody can use it.
	runtime.AddCleanup(e, func(vm *quickjs.VM) { _ = vm.Close() }, vm)
	for _, program := range programs {
		if _, err := vm.EvalBytecode(program); err != nil {
			return nil, fmt.Errorf("chart: load engine: %w", err)
		}
	}
	return e, nil
}

// svg draws an option. After an error the engine must not be used again, since
// it may have been stopped anywhere. The context's end stops it, and is then
// the error.
func (e *engine) svg(ctx context.Context, option []byte, width int) (string, error) {
	defer runtime.KeepAlive(e)
	stop := context.AfterFunc(ctx, e.vm.Interrupt)
	drawn, err := e.vm.Call("samsynDraw", string(option), width)
	if !stop() {
		// The interrupt may come after the drawing: too late for this chart,
		// but it would hit the next.
		return "", fmt.Errorf("chart: draw: %w", errors.Join(context.Cause(ctx), err))
	}
	if err != nil {
		return "", fmt.Errorf("chart: draw: %w", err)
	}
	svg, ok := drawn.(string)
	if !ok {
		return "", fmt.Errorf("chart: draw: got %T", drawn)
	}
	return svg, nil
}
