package monitor

import (
	"context"
	"maps"
	"runtime"
	"slices"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"samsyn/internal/postgres"
	"samsyn/internal/server"
)

// buckets are the limits, in seconds, that requests' durations are counted within: from
// a file out of memory to the longest that a client is given.
var buckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 120}

// register makes everything that is counted.
func (m *Monitor) register() {
	m.requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "samsyn_http_request_duration_seconds",
		Help: "Requests that were answered, and how long they took.", Buckets: buckets}, []string{"method", "route", "status"})
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "samsyn_build_info", Help: "Always 1: which program this is.",
		ConstLabels: prometheus.Labels{"version": m.config.Version, "go": runtime.Version()}})
	build.Set(1)
	stopping := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "samsyn_stopping",
		Help: "Whether the program was told to stop."}, func() float64 {
		if m.stopping.Load() {
			return 1
		}
		return 0
	})
	m.registry.MustRegister(m.requests, build, stopping, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), pool{m.config.DB}, workload{m.config})
}

// Observe counts a request that has been answered.
func (m *Monitor) Observe(r server.Request) {
	status := "none" // the client went away before there was an answer
	if r.Status != 0 {
		status = strconv.Itoa(r.Status)
	}
	m.requests.WithLabelValues(r.Method, r.Route, status).Observe(r.Took.Seconds())
}

// pool tells how the database's connections are used.
type pool struct{ db *postgres.DB }

var (
	poolConnections = prometheus.NewDesc("samsyn_db_connections", "Connections to the database by what they do.", []string{"state"}, nil)
	poolMost        = prometheus.NewDesc("samsyn_db_connections_max", "How many connections there may be.", nil, nil)
	poolTaken       = prometheus.NewDesc("samsyn_db_acquires_total", "How often a connection was asked for and got.", nil, nil)
	poolWaited      = prometheus.NewDesc("samsyn_db_acquires_waited_total", "How often that took waiting for another to be let go.", nil, nil)
	poolWaiting     = prometheus.NewDesc("samsyn_db_acquire_wait_seconds_total", "How long all of that waiting was.", nil, nil)
)

// Describe names what is told.
func (p pool) Describe(to chan<- *prometheus.Desc) { prometheus.DescribeByCollect(p, to) }

// Collect tells it.
func (p pool) Collect(to chan<- prometheus.Metric) {
	s := p.db.PoolStat()
	to <- prometheus.MustNewConstMetric(poolConnections, prometheus.GaugeValue, float64(s.Busy), "busy")
	to <- prometheus.MustNewConstMetric(poolConnections, prometheus.GaugeValue, float64(s.Open-s.Busy), "idle")
	to <- prometheus.MustNewConstMetric(poolMost, prometheus.GaugeValue, float64(s.Most))
	to <- prometheus.MustNewConstMetric(poolTaken, prometheus.CounterValue, float64(s.Taken))
	to <- prometheus.MustNewConstMetric(poolWaited, prometheus.CounterValue, float64(s.Waited))
	to <- prometheus.MustNewConstMetric(poolWaiting, prometheus.CounterValue, s.Waiting.Seconds())
}

// workload tells what is to be done, as the database has it: the same from every process.
type workload struct{ config Config }

var (
	workUp       = prometheus.NewDesc("samsyn_db_up", "Whether the database answered when these numbers were asked for.", nil, nil)
	workJobs     = prometheus.NewDesc("samsyn_jobs", "Jobs that are not done, by kind and state.", []string{"kind", "state"}, nil)
	workMails    = prometheus.NewDesc("samsyn_mails", "Letters that wait or were queued in the last day and night, by queue and state.", []string{"queue", "state"}, nil)
	workOldest   = prometheus.NewDesc("samsyn_oldest_waiting_seconds", "How long the oldest job or letter has been waiting.", []string{"what"}, nil)
	workSessions = prometheus.NewDesc("samsyn_sessions", "Sessions that have not ended.", nil, nil)
)

// Describe names what is told, without asking the database.
func (w workload) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{workUp, workJobs, workMails, workOldest, workSessions} {
		to <- d
	}
}

// Collect asks the database, once, and tells. Without an answer only that is told.
func (w workload) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), askWithin)
	defer cancel()
	var list []postgres.Workload
	err := w.config.DB.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.Workload(ctx, w.config.Now())
		return err
	})
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if err != nil {
		gauge(workUp, 0)
		return
	}
	gauge(workUp, 1)
	oldest := map[string]float64{"job": 0, "mail": 0}
	for _, l := range list {
		switch l.What {
		case "job":
			gauge(workJobs, float64(l.Count), l.Name, l.State)
		case "mail":
			gauge(workMails, float64(l.Count), l.Name, l.State)
		case "session":
			gauge(workSessions, float64(l.Count))
			continue
		}
		oldest[l.What] = max(oldest[l.What], l.Oldest)
	}
	for _, what := range slices.Sorted(maps.Keys(oldest)) {
		gauge(workOldest, max(0, oldest[what]), what)
	}
}
