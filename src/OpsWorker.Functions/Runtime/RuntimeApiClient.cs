using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace OpsWorker.Functions.Runtime;

/// <summary>
/// A client of the Lambda Runtime API, version 2018-06-01. See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
/// </summary>
internal sealed class RuntimeApiClient : IDisposable
{
    private const string RequestIdHeader = "Lambda-Runtime-Aws-Request-Id";
    private const string DeadlineHeader = "Lambda-Runtime-Deadline-Ms";
    private const string TraceIdHeader = "Lambda-Runtime-Trace-Id";
    private const string FunctionArnHeader = "Lambda-Runtime-Invoked-Function-Arn";
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    private static readonly long MaxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue ErrorJson = new("application/vnd.aws.lambda.error+json");

    private readonly HttpClient _http;

    /// <summary>Creates a client. It goes to the API directly, whatever proxy the environment names for others.</summary>
    /// <param name="api">Host and port.</param>
    public RuntimeApiClient(string api) => _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
    {
        BaseAddress = new Uri($"http://{api}/2018-06-01/runtime/"),
        // Between two invocations the process is frozen for as long as Lambda likes.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits for the next invocation, without a time limit.</summary>
    /// <exception cref="RuntimeApiException">The API failed, or the answer lacks what makes it an invocation.</exception>
    public async Task<Invocation> NextAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, "invocation/next");
        await EnsureSuccessAsync(answer, "invocation/next");
        return new Invocation
        {
            RequestId = Required(answer, RequestIdHeader),
            Deadline = Deadline(Required(answer, DeadlineHeader)),
            TraceId = Optional(answer, TraceIdHeader),
            FunctionArn = Optional(answer, FunctionArnHeader) ?? "",
            Payload = await answer.Content.ReadAsByteArrayAsync(),
        };
    }

    /// <summary>Answers an invocation.</summary>
    /// <returns>Null, or the reason for which Lambda refused the response, for example its size.</returns>
    /// <exception cref="RuntimeApiException">The API failed.</exception>
    public Task<string?> RespondAsync(Invocation invocation, ReadOnlyMemory<byte> response) =>
        PostAsync($"invocation/{invocation.RequestId}/response", new ReadOnlyMemoryContent(response) { Headers = { ContentType = Json } });

    /// <summary>Reports that an invocation failed.</summary>
    /// <returns>Null, or the reason for which Lambda refused the report.</returns>
    /// <exception cref="RuntimeApiException">The API failed.</exception>
    public Task<string?> FailAsync(Invocation invocation, InvocationError error) =>
        PostAsync($"invocation/{invocation.RequestId}/error", Content(error), "Function." + error.ErrorType);

    /// <summary>Reports that the function could not be started. The process has to end afterwards.</summary>
    /// <returns>Null, or the reason for which Lambda refused the report.</returns>
    /// <exception cref="RuntimeApiException">The API failed.</exception>
    public Task<string?> FailInitializationAsync(InvocationError error) =>
        PostAsync("init/error", Content(error), "Runtime." + error.ErrorType);

    /// <summary>Reports that the process is ready for its snapshot, and waits until it is restored from it.</summary>
    /// <exception cref="RuntimeApiException">The API failed.</exception>
    public async Task RestoreAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, "restore/next");
        await EnsureSuccessAsync(answer, "restore/next");
    }

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Content(InvocationError error) =>
        new(JsonSerializer.SerializeToUtf8Bytes(error, RuntimeJson.Default.InvocationError)) { Headers = { ContentType = ErrorJson } };

    private async Task<string?> PostAsync(string path, HttpContent content, string? errorType = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, content, errorType);
        if ((int)answer.StatusCode is >= 400 and < 500) return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        await EnsureSuccessAsync(answer, path);
        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? errorType = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (errorType is not null) request.Headers.TryAddWithoutValidation(ErrorTypeHeader, errorType);
        try
        {
            return await _http.SendAsync(request);
        }
        catch (HttpRequestException e)
        {
            throw new RuntimeApiException($"{path}: {e.Message}", e);
        }
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage answer, string path)
    {
        if (answer.IsSuccessStatusCode) return;
        throw new RuntimeApiException($"{path}: the answer was {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static DateTimeOffset Deadline(string header) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= MaxMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new RuntimeApiException(
                $"invocation/next: the header {DeadlineHeader} is \"{header}\"; Unix milliseconds were expected.");

    private static string Required(HttpResponseMessage answer, string name) =>
        Optional(answer, name) ?? throw new RuntimeApiException($"invocation/next: the header {name} is missing.");

    private static string? Optional(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 } value ? value : null;
}
