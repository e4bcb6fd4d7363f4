using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.OpenApi;

/// <summary>The forms of parameters. Endpoints take them as text, so that errors name the parameter.</summary>
internal static class ApiParameters
{
    private const int MaxLength = 200;

    /// <summary>Sets description, schema and example of a parameter.</summary>
    public static void Describe(IOpenApiParameter parameter, OpenApiOperation operation)
    {
        if (parameter is not OpenApiParameter { Name: { } name } known) return;
        (known.Description, known.Schema, known.Example) = Form(name, operation);
    }

    private static (string Description, OpenApiSchema Schema, JsonNode? Example) Form(string name, OpenApiOperation operation) =>
        name switch
        {
            "id" => ("The id.", Text(), null),
            "key" => ("The webhook key.", Text(), null),
            "limit" => ("The maximum number of items.", Number(1, PageRequest.MaxLimit, PageRequest.DefaultLimit), 50),
            "cursor" => ("The `cursor` of the page before; without it the first page.", Text(), null),
            "from" => ("The earliest time.", Format("date-time"), "2026-03-01T03:00:00Z"),
            "to" => ("The time before which all items are.", Format("date-time"), "2026-03-02T03:00:00Z"),
            "date" => ("The local day, or `today` so far; without it the last whose digest was due.", Text(), "2026-03-01"),
            "span" => ("A day or a week; without it a day.", Words(["day", "week"]), "week"),
            "severity" => ("The severity.", Words<Severity>(), nameof(Severity.Critical)),
            "status" => ("The status.", Status(operation), null),
            "state" => ("The state.", Words<CommandState>(), nameof(CommandState.Pending)),
            "operation" => ("The operation.", Words<CommandOperation>(), nameof(CommandOperation.Restart)),
            "outcome" => ("The result.", Words<AuditOutcome>(), nameof(AuditOutcome.Denied)),
            "source" when IsWebhook(operation) =>
                ("The source.", Words([.. AlertSources.All.Select(source => source.Name)]), "alertmanager"),
            "source" => ("The source.", Text(), "alertmanager"),
            "workspace" => ("The workspace.", Text(), "payments"),
            "cluster" => ("The name of the cluster.", Text(), "production"),
            "namespace" => ("The namespace.", Text(), "shop"),
            "workload" => ("The name of the workload or the pod.", Text(), "checkout"),
            "cause" => ("The code of the cause.", Text(), "OutOfMemory"),
            "text" => ("A text that occurs, in upper or lower case.", Text(), "checkout"),
            "by" => ("The key or person.", Text(), null),
            "action" => ("The action.", Text(), AuditActions.KeyAdd),
            _ => ("", Text(), null),
        };

    private static bool IsWebhook(OpenApiOperation operation) =>
        operation.OperationId?.StartsWith("send", StringComparison.Ordinal) == true;

    private static OpenApiSchema Status(OpenApiOperation operation) => operation.OperationId switch
    {
        "listIncidents" => Words<IncidentStatus>(),
        "listInvestigations" => Words<InvestigationStatus>(),
        _ => Words<AlertStatus>(),
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String, MaxLength = MaxLength };

    private static OpenApiSchema Format(string format) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Words<T>()
        where T : struct, Enum => Words(Enum.GetNames<T>());

    private static OpenApiSchema Words(IReadOnlyList<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] };

    private static OpenApiSchema Number(int least, int most, int usual) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
        Default = usual,
    };
}
