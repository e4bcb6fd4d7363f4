using System.Globalization;
using System.Text;

namespace OpsWorker.Agent.Health;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
internal static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(AgentCounts counts, string version, long residentBytes, long allocatedBytes)
    {
        var text = new StringBuilder();
        Add(text, $"opsworker_agent_info{{version=\"{version}\"}}", "gauge", "The agent's version.", 1);
        Add(text, "opsworker_agent_connected", "gauge", "1 while the server answers.", counts is { Trouble: null, Sessions: > 0 } ? 1 : 0);
        Add(text, "opsworker_agent_sessions_total", "counter", "Sessions opened.", counts.Sessions);
        Add(text, "opsworker_agent_failures_total", "counter", "Failed calls to the server and its queues.", counts.Failures);
        Add(text, "opsworker_agent_commands_in_flight", "gauge", "Commands in progress.", counts.InFlight);
        Add(text, "opsworker_agent_commands_answered_total", "counter", "Commands answered.", counts.Answered);
        Add(text, "opsworker_agent_command_seconds_total", "counter", "Time spent on commands.", counts.Busy.TotalSeconds);
        Add(
            text,
            "opsworker_agent_queue_lag_seconds",
            "gauge",
            "Time that the last command spent in the queue.",
            counts.QueueLag?.TotalSeconds ?? 0);
        Add(text, "opsworker_agent_queries_total", "counter", "Queries answered.", counts.Queries);
        Add(text, "opsworker_agent_query_errors_total", "counter", "Queries answered with an error.", counts.QueryErrors);
        Add(text, "opsworker_agent_masked_total", "counter", "Secrets masked.", counts.Masked);
        Add(text, "opsworker_agent_omitted_bytes_total", "counter", "Bytes cut off from answers.", counts.OmittedBytes);
        Add(text, "opsworker_agent_problems_firing", "gauge", "Problems of the cluster that are firing.", counts.ProblemsFiring);
        Add(text, "opsworker_agent_problems_told_total", "counter", "Reports of problems and of their ends.", counts.ProblemsReported);
        Add(text, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", residentBytes);
        Add(text, "dotnet_gc_allocated_bytes_total", "counter", "Bytes allocated in the managed heap.", allocatedBytes);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string series, string type, string help, double value)
    {
        var name = series.Split('{')[0];
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{series} {value}\n");
    }
}
