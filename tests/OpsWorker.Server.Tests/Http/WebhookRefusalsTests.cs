using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Api.Webhooks;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

public sealed class WebhookRefusalsTests
{
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly Lines _lines = new();
    private readonly WebhookRefusals _refusals;

    public WebhookRefusalsTests() => _refusals = new WebhookRefusals(_time, _lines);

    [Fact]
    public void A_reason_of_a_source_is_logged_once_a_minute_with_the_number_since()
    {
        for (var i = 0; i < 5; i++) _refusals.Record("grafana", "it cannot be read", null);
        _lines.Written.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(60));
        _refusals.Record("grafana", "it cannot be read", null, count: 2);

        _lines.Written.Count.ShouldBe(2);
        _lines.Written[1].ShouldStartWith("Refused 6 webhooks or alerts of grafana: it cannot be read");
    }

    [Fact]
    public void Other_reasons_and_sources_are_logged_by_themselves()
    {
        _refusals.Record("grafana", "it cannot be read", null);
        _refusals.Record("grafana", "it is too large", null);
        _refusals.Record("datadog", "it cannot be read", null);

        _lines.Written.Count.ShouldBe(3);
    }

    [Fact]
    public void Every_refusal_is_counted_by_source_and_reason()
    {
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == WebhookRefusals.MeterName) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags[0].Value is "a source of this test" && tags[1].Value is "a reason") counted += value;
        });
        listener.Start();

        _refusals.Record("a source of this test", "a reason", null);
        _refusals.Record("a source of this test", "a reason", null, count: 3);

        counted.ShouldBe(4);
    }

    private sealed class Lines : ILogger<WebhookRefusals>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
