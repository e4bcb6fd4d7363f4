using System.Net;
using System.Text;

namespace OpsWorker.Slack.Interactions;

/// <summary>The fields of a body in the form of <c>application/x-www-form-urlencoded</c>.</summary>
internal static class FormFields
{
    private const int MaxFields = 100;

    /// <summary>The fields; of one that occurs twice the first counts.</summary>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&', MaxFields))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0) fields.TryAdd(WebUtility.UrlDecode(pair[..at]), WebUtility.UrlDecode(pair[(at + 1)..]));
        }

        return fields;
    }
}
