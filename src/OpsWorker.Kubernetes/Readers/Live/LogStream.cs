using System.Globalization;
using System.Net;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>The lines that were read of a container's log.</summary>
/// <param name="Section">The lines.</param>
/// <param name="OmittedBytes">The size of older lines that were dropped.</param>
/// <param name="Note">The missing part, for people; null if nothing is missing.</param>
internal sealed record ContainerLog(LogSection Section, long OmittedBytes, string? Note);

/// <summary>
/// Streams a container's log and keeps the last lines that match, so that memory stays bounded however much the container
/// writes.
/// </summary>
internal static class LogStream
{
    /// <summary>The limit of the bytes that are requested of the kubelet.</summary>
    private const int LimitBytes = 64 * 1024 * 1024;

    public static async Task<ContainerLog> ReadAsync(
        KubernetesApi api, Query query, string inNamespace, PodContainer container, LogFilter filter, CancellationToken cancellationToken)
    {
        var tail = new LogTail(query.TailLines, query.MaxBytes);
        string? note = null;
        try
        {
            using var response = await api.GetStreamAsync(Address(query, inNamespace, container), MediaTypes.Any, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await foreach (var line in BoundedLines.ReadAsync(body, cancellationToken))
            {
                if (filter.Matches(line)) tail.Add(line);
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

        return new ContainerLog(new LogSection(inNamespace, container.Pod, container.Container, tail.Lines), tail.OmittedBytes, note);
    }

    /// <summary>With a pattern the limit counts matching lines, which the kubelet cannot do.</summary>
    private static string Address(Query query, string inNamespace, PodContainer container) =>
        $"api/v1/namespaces/{ResourcePath.Namespace(inNamespace)}/pods/{ResourcePath.Name(container.Pod)}/log" + ResourcePath.Query(
            ("container", container.Container),
            ("previous", query.Previous ? "true" : null),
            ("timestamps", query.Timestamps ? "true" : null),
            ("tailLines", query.Match is null ? query.TailLines?.ToString(CultureInfo.InvariantCulture) : null),
            ("sinceSeconds", Seconds(query.Since)),
            ("limitBytes", LimitBytes.ToString(CultureInfo.InvariantCulture)));

    private static string? Seconds(TimeSpan? since) =>
        since is { } age ? Math.Max(1, (long)Math.Ceiling(age.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;
}
