using System.Runtime;
using System.Text;
using OpsWorker.Functions;

namespace OpsWorker.Benchmarks.Startup;

/// <summary>A process that is measured: it makes one function, answers one event with it and says what that took.</summary>
internal static class StartupProbe
{
    /// <summary>The functions that can be measured.</summary>
    public static readonly IReadOnlyList<string> Functions = ["normalizer", "api"];

    private const string Event =
        """
        {"version":"2.0","rawPath":"PATH","rawQueryString":"","headers":{"host":"api.example.com",
        "authorization":"Bearer owk_unknown","content-type":"application/json"},"requestContext":{"requestId":"1",
        "http":{"method":"METHOD","protocol":"HTTP/1.1","sourceIp":"203.0.113.7"}},"body":"{}","isBase64Encoded":false}
        """;

    /// <summary>Writes a line: assemblies loaded, methods compiled, milliseconds of CPU, the answer.</summary>
    public static async Task RunAsync(string function)
    {
        using var answer = new StreamReader(await AnswerAsync(function));
        var text = await answer.ReadToEndAsync();
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{AppDomain.CurrentDomain.GetAssemblies().Length} {JitInfo.GetCompiledMethodCount()} {Environment.CpuUsage.TotalTime.TotalMilliseconds:0} {text}"));
    }

    private static Task<Stream> AnswerAsync(string function) => function switch
    {
        "normalizer" => new NormalizerFunction().Handle(Request("POST", "/v1/webhooks/alertmanager/oww_unknown")),
        "api" => new ApiFunction().Handle(Request("GET", "/v1/investigations")),
        _ => throw new ArgumentException($"'{function}' cannot be measured.", nameof(function)),
    };

    private static MemoryStream Request(string method, string path) => new(Encoding.UTF8.GetBytes(
        Event.Replace("METHOD", method, StringComparison.Ordinal).Replace("PATH", path, StringComparison.Ordinal)));
}
