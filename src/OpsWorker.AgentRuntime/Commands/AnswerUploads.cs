using System.Net.Http.Headers;

namespace OpsWorker.AgentRuntime.Commands;

/// <summary>
/// Sends large answers to the address that came with their command. It is the one request of the agent that is no
/// reading, so a command alone must not decide where it goes: within a cluster an unguarded service may take any PUT.
/// </summary>
/// <param name="http">Sends them; follows no redirects.</param>
/// <param name="origin">
/// Scheme, host and port that an address must have; null for a server that uploads to itself.
/// </param>
public sealed class AnswerUploads(HttpClient http, Func<CancellationToken, Task<Uri>>? origin = null)
{
    /// <summary>Makes a client that goes where it was sent and nowhere else.</summary>
    /// <param name="timeout">How long an upload may take.</param>
    public static HttpClient CreateHttp(TimeSpan timeout) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = timeout };

    /// <summary>Uploads an answer.</summary>
    /// <returns>What went wrong, or null. The address is a credential: it is in no log and no error.</returns>
    public async Task<string?> SendAsync(Uri address, byte[] content, CancellationToken cancellationToken)
    {
        if (origin is not null && !IsWithin(await origin(cancellationToken), address)) return "its address is not at the session's upload origin";
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
