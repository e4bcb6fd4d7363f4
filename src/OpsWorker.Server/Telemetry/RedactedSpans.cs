using System.Diagnostics;
using OpenTelemetry;
using OpsWorker.Core.Access;

namespace OpsWorker.Server.Telemetry;

/// <summary>
/// Takes secrets out of spans before they are exported: keys in the addresses of requests, and everything behind the host in the
/// addresses that are called, as webhooks of Slack and Teams have their secret in the path.
/// </summary>
internal sealed class RedactedSpans : BaseProcessor<Activity>
{
    private const string CalledAddress = "url.full";

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        data.DisplayName = AccessKeys.Redact(data.DisplayName);
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (value is not string text) continue;
            var redacted = name == CalledAddress ? WithoutPath(text) : AccessKeys.Redact(text);
            if (redacted != text) data.SetTag(name, redacted);
        }
    }

    private static string WithoutPath(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url)
        ? $"{url.Scheme}://{url.Authority}/***"
        : "***";
}
