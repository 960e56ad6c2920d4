package pipelinefile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// ReadPrices reads the price of each product, in minor units. Any fault is an error: a wrong price would be in every
// amount that rests on it.
func ReadPrices(r io.Reader, l ListPrices, c domain.Currency) (map[string]int64, error) {
	in := csv.NewReader(csvfile.WithoutBOM(r))
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("it has no heading: %w", err)
	}
	product, price := csvfile.Find(header, l.Product), csvfile.Find(header, l.Price)
	if product < 0 || price < 0 {
		return nil, fmt.Errorf("it needs the columns %s and %s, and has %s", l.Product, l.Price, strings.Join(header, ", "))
	}
	prices := map[string]int64{}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return prices, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(price)
		name := strings.TrimSpace(row[product])
		if _, twice := prices[name]; twice || name == "" {
			return nil, fmt.Errorf("line %d: product %q is empty or there twice", line, name)
		}
		m, err := domain.ParseMoney(row[price], c)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		prices[name] = m.Minor
	}
}

// pricesBeside reads the list prices that belong to the pipeline file at path.
func pricesBeside(path string, l ListPrices, c domain.Currency) (map[string]int64, error) {
	at := l.File
	if !filepath.IsAbs(at) {
		at = filepath.Join(filepath.Dir(path), at)
	}
	f, err := os.Open(at)
	if err != nil {
		return nil, fmt.Errorf("open the list prices, which list_prices.file of the map names from the folder of the CSV file: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	prices, err := ReadPrices(f, l, c)
	if err != nil {
		return nil, fmt.Errorf("list prices %s: %w", at, err)
	}
	return prices, nil
}
