using System.Net.Http.Headers;

namespace OpsWorker.AgentRuntime.Commands;

/// <summary>
/// Uploads large answers to the address in their command. It is the agent's only request that is not a GET, so a command
/// alone must not choose the host: inside a cluster an unprotected service may accept any PUT.
/// </summary>
/// <param name="http">The client, of <see cref="OutboundHttp"/>; follows no redirects.</param>
/// <param name="origin">
/// Required scheme, host and port of the address; null for a server that uploads to itself.
/// </param>
public sealed class AnswerUploads(HttpClient http, Func<CancellationToken, Task<Uri>>? origin = null)
{
    /// <summary>Uploads an answer.</summary>
    /// <returns>The failure, or null. The address is a credential, so it appears in no log and no error.</returns>
    public async Task<string?> SendAsync(Uri address, byte[] content, CancellationToken cancellationToken)
    {
        if (origin is not null && !IsWithin(await origin(cancellationToken), address))
        {
            return "its address is outside the session's upload origin";
        }
        try
        {
            using var body = new ByteArrayContent(content);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
            using var response = await http.PutAsync(address, body, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"status {(int)response.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError.ToString();
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "timed out";
        }
    }

    private static bool IsWithin(Uri origin, Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0
        && Uri.Compare(origin, address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
