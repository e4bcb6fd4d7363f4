using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpsWorker.Server.Commands.Clusters;

/// <summary>Calls the API of a running server.</summary>
internal sealed class ServerConnection : IDisposable
{
    /// <summary>The time limit of a question, which takes several calls to a model.</summary>
    public static readonly TimeSpan TimeForQuestions = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    public ServerConnection(Uri address, string apiKey, bool asJson)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        AsJson = asJson;
    }

    /// <summary>The time limit of a request.</summary>
    public TimeSpan TimeLimit { get; set; } = s_defaultTimeout;

    /// <summary>Answers are printed as JSON, unchanged.</summary>
    public bool AsJson { get; }

    /// <summary>The body of the answer.</summary>
    /// <exception cref="UserErrorException">The server says what is wrong with the request.</exception>
    /// <exception cref="ServerUnavailableException">It cannot be reached, or fails.</exception>
    public async Task<string> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var timeout = new CancellationTokenSource(TimeLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var answer = await response.Content.ReadAsStringAsync(either.Token);
            if (response.IsSuccessStatusCode) return answer;
            throw response.StatusCode < HttpStatusCode.InternalServerError
                ? new UserErrorException(Reason(answer, response.StatusCode))
                : new ServerUnavailableException(Reason(answer, response.StatusCode));
        }
        catch (HttpRequestException e)
        {
            throw new ServerUnavailableException($"{_http.BaseAddress} cannot be reached: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerUnavailableException($"{_http.BaseAddress} did not answer within {TimeLimit.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>An answer's body as what it should be.</summary>
    /// <exception cref="ServerUnavailableException">It is something else.</exception>
    public static T Parse<T>(string answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new ServerUnavailableException($"The server's answer is not the one that was expected: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Reason(string answer, HttpStatusCode status)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(answer, ClusterJson.Default.ServerProblem);
            if (problem?.Detail is { } detail) return problem.Field is { } field ? $"{field}: {detail}" : detail;
        }
        catch (JsonException)
        {
            // Some other program answered.
        }

        return $"The server answered with status {(int)status}.";
    }
}

/// <summary>The server cannot be reached, or fails; shown without a stack trace.</summary>
internal sealed class ServerUnavailableException(string message) : Exception(message)
{
    /// <summary>Runs a command and turns the exception into a message and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (ServerUnavailableException e)
        {
            await Console.Error.WriteLineAsync($"opsworker: {e.Message}");
            return ExitCodes.Failure;
        }
    }
}
