using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Kubernetes.Model;

/// <summary>Reads the text form of logs, with or without headers of pod and container.</summary>
internal static class LogText
{
    private const string Start = "==== START logs for container ";
    private const string End = "==== END logs for container ";
    private const string OfPod = " of pod ";
    private const string Mark = " ====";

    public static IEnumerable<ContainerLog> Read(string evidenceId, Query query, string text)
    {
        var lines = new List<string>();
        var (container, ns, pod) = (query.Container, query.Namespace ?? "", query.Name ?? "");
        var logs = new List<ContainerLog>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Start) && Header(line.ToString()) is { } header)
            {
                Flush();
                (container, ns, pod) = header;
            }
            else if (line.StartsWith(End))
            {
                Flush();
            }
            else if (!line.IsWhiteSpace())
            {
                lines.Add((line.Length > StateLimits.LongestLine ? line[..StateLimits.LongestLine] : line).ToString());
                if (lines.Count == 2 * StateLimits.MostLines) lines.RemoveRange(0, StateLimits.MostLines);
            }
        }

        Flush();
        return logs;

        void Flush()
        {
            if (lines.Count > StateLimits.MostLines) lines.RemoveRange(0, lines.Count - StateLimits.MostLines);
            if (lines.Count > 0) logs.Add(new ContainerLog(evidenceId, ns, pod, container, query.Previous, lines.ToArray()));
            lines.Clear();
        }
    }

    private static (string? Container, string Namespace, string Pod)? Header(string line)
    {
        var of = line.IndexOf(OfPod, StringComparison.Ordinal);
        var mark = line.LastIndexOf(Mark, StringComparison.Ordinal);
        if (of < 0 || mark < of) return null;
        var pod = line[(of + OfPod.Length)..mark].Split('/', 2);
        return pod.Length == 2 ? (line[Start.Length..of], pod[0], pod[1]) : null;
    }
}
