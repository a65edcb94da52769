package server

var accessTable = []walked{}
