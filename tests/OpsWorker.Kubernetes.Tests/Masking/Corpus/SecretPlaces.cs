using System.Text.Json;
using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus;

/// <summary>The six places of a cluster where secrets turn up, each as an answer that has one.</summary>
internal static class SecretPlaces
{
    public static readonly IReadOnlyList<string> All = ["log line", "env", "argument", "annotation", "ConfigMap", "event"];

    public static QueryResult Plant(string place, Fake fake, SecretForm form, string value) => place switch
    {
        "log line" => Result(QueryVerb.Logs, LogLine(fake, form, value)),
        "env" => Pod("env", new[] { new Dictionary<string, string> { ["name"] = form.Name, ["value"] = value } }),
        "argument" => Pod("args", Arguments(fake, form, value)),
        "annotation" => List("Deployment", "metadata", new() { ["name"] = "web", ["annotations"] = Annotation(fake, form, value) }),
        "ConfigMap" => List("ConfigMap", "data", Data(fake, form, value)),
        _ => List("Event", "message", null, Message(fake, form, OneLine(value))),
    };

    public static QueryResult Pod(string field, object value) => List(
        "Pod",
        "spec",
        new() { ["containers"] = new[] { new Dictionary<string, object> { ["name"] = "app", [field] = value } } });

    private static string Message(Fake fake, SecretForm form, string value) => fake.Of(
        [
            $"Error: cannot connect, {form.Name}={value} was refused",
            $"Readiness probe failed: config {{\"{form.Name}\":\"{value}\"}} is invalid",
            $"Back-off: started with --{Flag(form)} {value}",
        ]);

    private static string LogLine(Fake fake, SecretForm form, string value)
    {
        var time = $"2026-03-01T02:{fake.Number(10, 59)}:{fake.Number(10, 59)}.123456789Z ";
        if (value.Contains('\n', StringComparison.Ordinal))
            return time + "loading key " + value.Replace("\n", "\n" + time, StringComparison.Ordinal);
        string[] named =
        [
            $"{time}INFO started with {form.Name}={value} on port 8080",
            $"{time}{{\"level\":\"info\",\"{form.Name}\":\"{value}\",\"port\":8080}}", $"{form.Name}: {value}",
            $"{time}level=debug {form.Name}=\"{value}\" caller=main.go:12",
            $"{time}config: {{'host': 'db', '{form.Name}': '{value}'}}", $"{time}msg=\"{{\\\"{form.Name}\\\":\\\"{value}\\\"}}\"",
            $"export {form.Name}='{value}'",
        ];
        string[] bare =
        [
            $"{time}calling with {value} failed", $"{time}GET https://api.test/v1?key={value}&page=2 401", $"[{value}] rejected",
            $"{time}Authorization: Bearer {value}",
        ];
        return form.IsKnown
            && fake.Number(0, 2) == 0
            && !value.Contains(' ')
            && !value.Contains("://", StringComparison.Ordinal)
            && !value.Contains(';')
            ? fake.Of(bare)
            : fake.Of(named);
    }

    private static string[] Arguments(Fake fake, SecretForm form, string value)
    {
        var flag = "--" + Flag(form);
        return fake.Of<string[]>(
            [
                [flag, value], [$"{flag}={value}"], ["sh", "-c", $"export {form.Name}='{value}'; exec app {flag} $X"],
                ["server", flag, value, "--port", "80"],
            ]);
    }

    private static Dictionary<string, string> Annotation(Fake fake, SecretForm form, string value)
    {
        var variable = new Dictionary<string, object> { ["spec"] = new { env = new[] { new { name = form.Name, value } } } };
        return fake.Of<Dictionary<string, string>>(
        [
            new() { [$"shop.test/{form.Name}"] = value }, new() { ["kapp.k14s.io/original"] = JsonSerializer.Serialize(variable) },
            new() { ["note"] = $"{form.Name}: \"{OneLine(value)}\"" },
        ]);
    }

    private static Dictionary<string, object> Data(Fake fake, SecretForm form, string value)
    {
        var indented = "  " + value.Replace("\n", "\n  ", StringComparison.Ordinal);
        string[] files =
        [
            $"[db]\nhost = db\n{form.Name} = {OneLine(value)}\nport = 5432\n",
            $"server:\n  {form.Name}: |\n  {indented.Replace("\n", "\n  ", StringComparison.Ordinal)}\n  port: 80\n",
            $"<config><{form.Name}>{OneLine(value)}</{form.Name}></config>",
            $"app:\n  {form.Name}: \"{OneLine(value)}\"\n", $"{{\"db\":{{\"{form.Name}\":{JsonSerializer.Serialize(value)}}}}}",
            $"<add key=\"{form.Name}\" value=\"{OneLine(value)}\" />",
        ];
        return fake.Number(0, 3) == 0 ? new() { [form.Name] = value } : new() { ["application.conf"] = fake.Of(files) };
    }

    private static string Flag(SecretForm form) => form.Name.ToLowerInvariant().Replace('_', '-');

    private static string OneLine(string value) => value.Replace("\n", "\\n", StringComparison.Ordinal);

    public static QueryResult List(string kind, string field, Dictionary<string, object>? content, string? message = null) =>
        Result(QueryVerb.List, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["kind"] = kind + "List",
            ["items"] = new[] { new Dictionary<string, object> { ["kind"] = kind, [field] = (object?)content ?? message! } },
        }));

    public static QueryResult Result(QueryVerb verb, string content) =>
        new()
        {
            Query = new Query { Verb = verb },
            Outcome = QueryOutcome.Success,
            Content = content,
            CollectedAt = DateTimeOffset.UnixEpoch,
        };
}
