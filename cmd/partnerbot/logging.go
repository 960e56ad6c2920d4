package main

import (
	"io"
	"log/slog"
)

// logSettings say what is logged and how.
type logSettings struct {
	LogLevel  slog.Level `env:"PARTNERBOT_LOG_LEVEL" default:"info" placeholder:"LEVEL" group:"Log" help:"Least level that is logged: debug, info, warn or error. Default: ${default}."`
	LogFormat string     `env:"PARTNERBOT_LOG_FORMAT" default:"json" enum:"json,text" placeholder:"FORMAT" group:"Log" help:"Form of a log line: ${enum}. Default: ${default}."`
}

func (s logSettings) logger(w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: s.LogLevel}
	if s.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, o))
	}
	return slog.New(slog.NewJSONHandler(w, o))
}

// quietLogSettings are those of a command that prints a result and ends: only what went wrong is logged.
type quietLogSettings struct {
	LogLevel slog.Level `env:"PARTNERBOT_LOG_LEVEL" default:"warn" placeholder:"LEVEL" group:"Log" help:"Least level that is logged: debug, info, warn or error. Default: ${default}."`
}

func (s quietLogSettings) logger(w io.Writer) *slog.Logger {
	return logSettings{LogLevel: s.LogLevel, LogFormat: "text"}.logger(w)
}
