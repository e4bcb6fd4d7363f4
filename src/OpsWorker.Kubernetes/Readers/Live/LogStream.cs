using System.Globalization;
using System.Net;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>The lines that were read of a container's log.</summary>
/// <param name="Section">The lines.</param>
/// <param name="OmittedBytes">The size of older lines that were dropped.</param>
/// <param name="Note">What is lacking, for people; null if nothing.</param>
/// <param name="Masked">How many secrets were masked.</param>
internal sealed record ContainerLog(LogSection Section, long OmittedBytes, string? Note, int Masked);

/// <summary>The masking and the selection of a container's lines.</summary>
/// <param name="Filter">Selects masked lines.</param>
/// <param name="Masker">Masks the lines of one container.</param>
internal sealed record LogSelection(LogFilter Filter, LogMasker Masker)
{
    public IEnumerable<string> Next(string line) => Masker.Next(line).Where(Filter.Matches);

    public IEnumerable<string> Flush() => Masker.Flush().Where(Filter.Matches);
}

/// <summary>
/// Reads a container's log as it comes, masks it and keeps the last lines that match, so that memory stays bounded however much the
/// container writes.
/// </summary>
internal static class LogStream
{
    /// <summary>The limit of the bytes that are requested of the kubelet.</summary>
    private const int LimitBytes = 64 * 1024 * 1024;

    /// <summary>A PEM key of 4096 bits has 52 lines.</summary>
    private const int ContextLines = 60;

    public static async Task<ContainerLog> ReadAsync(
        KubernetesApi api, Query query, string inNamespace, PodContainer container, LogSelection selection,
        CancellationToken cancellationToken)
    {
        var tail = new LogTail(query.TailLines, query.MaxBytes);
        string? note = null;
        try
        {
            using var response = await api.GetStreamAsync(Address(query, inNamespace, container), MediaTypes.Any, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await foreach (var line in BoundedLines.ReadAsync(body, cancellationToken))
            {
                foreach (var selected in selection.Next(line)) tail.Add(selected);
            }
        }
        catch (ApiException e) when (e.Code is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            // A container that has not started, or has no previous run, has no log: that is an answer.
            note = e.Message;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            note = $"The log of container {container.Container} of pod {inNamespace}/{container.Pod} broke off: {e.Message}";
        }

        foreach (var selected in selection.Flush()) tail.Add(selected);
        return new ContainerLog(
            new LogSection(inNamespace, container.Pod, container.Container, tail.Lines), tail.OmittedBytes, note, selection.Masker.Count);
    }

    /// <summary>
    /// With a pattern the lines to count are those that match, so the kubelet cannot count them. A few more lines are read than asked for,
    /// as the end of a key is known by what stands before it.
    /// </summary>
    private static string Address(Query query, string inNamespace, PodContainer container) =>
        $"api/v1/namespaces/{ResourcePath.Namespace(inNamespace)}/pods/{ResourcePath.Name(container.Pod)}/log" + ResourcePath.Query(
            ("container", container.Container),
            ("previous", query.Previous ? "true" : null),
            ("timestamps", query.Timestamps ? "true" : null),
            ("tailLines", TailLines(query)?.ToString(CultureInfo.InvariantCulture)),
            ("sinceSeconds", SinceSeconds(query)?.ToString(CultureInfo.InvariantCulture)),
            ("limitBytes", LimitBytes.ToString(CultureInfo.InvariantCulture)));

    private static long? SinceSeconds(Query query) =>
        query.Since is { } since ? Math.Max(1, (long)Math.Ceiling(since.TotalSeconds)) : null;

    private static int? TailLines(Query query) =>
        query.Match is null && query.TailLines is { } lines ? Math.Min(lines, int.MaxValue - ContextLines) + ContextLines : null;
}
