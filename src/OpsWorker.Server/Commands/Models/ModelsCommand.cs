using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Models;

namespace OpsWorker.Server.Commands.Models;

/// <summary><c>opsworker models</c>: lists the models of each stage, and tests them.</summary>
internal static class ModelsCommand
{
    public static Command Create() =>
        new("models", "The language models that explain causes. None is called unless the settings name one: see docs/models.md.")
        {
            CreateList(), CreateTest(),
        };

    private static Command CreateList()
    {
        var json = Json();
        var command = new Command("list", "List the models of each stage with their prices, and the budgets.") { json };
        command.SetAction((arguments, _) => UserErrorException.GuardAsync(() =>
        {
            var list = ModelList.Of(ConfiguredModels.ReadSettings().Models);
            Console.Out.WriteLine(arguments.GetValue(json) ? JsonSerializer.Serialize(list, ModelsJson.Default.ModelList) : list.Write());
            return Task.FromResult(ExitCodes.Success);
        }));
        return command;
    }

    private static Command CreateTest()
    {
        var stage = new Option<ModelStage?>("--stage")
        {
            Description = "Test the models of this stage only: choose, explain, critic or ask.",
            HelpName = "STAGE",
        };
        var json = Json();
        var command = new Command("test", "Call each configured model twice with a short question. Costs below a cent.") { stage, json };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(
            () => TestAsync(arguments.GetValue(stage), arguments.GetValue(json), cancel)));
        return command;
    }

    private static async Task<int> TestAsync(ModelStage? stage, bool asJson, CancellationToken cancellationToken)
    {
        var models = ConfiguredModels.Require();
        var chosen = models.Stages
            .Where(s => stage is null || s.Key == stage)
            .SelectMany(s => s.Value)
            .DistinctBy(model => model.Name)
            .ToList();
        if (chosen.Count == 0) throw new UserErrorException($"The stage {stage} has no model; `opsworker models list` shows which have.");
        var results = new List<ModelTestResult>();
        foreach (var model in chosen)
        {
            results.Add(await ModelTest.RunAsync(model, TimeProvider.System, cancellationToken));
            if (!asJson) Console.Out.WriteLine(results[^1].Write());
        }

        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(results, ModelsJson.Default.ListModelTestResult));
        return results.TrueForAll(result => result.Works) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };
}

/// <summary>The models of the stages as <c>models list</c> prints them.</summary>
internal sealed record ModelList(IReadOnlyList<ListedModel> Models, ModelBudget Budget, double ExplainBelow)
{
    public static ModelList Of(ModelSet models) => new(
        [
            .. Enum.GetValues<ModelStage>().SelectMany(
                stage => models.Of(stage).Select((model, index) => new ListedModel(stage, index + 1, model.Name, model.Price))),
        ],
        models.Budget,
        models.ExplainBelow);

    public string Write()
    {
        if (Models.Count == 0) return ConfiguredModels.NoneConfigured;
        var lines = Models.Select(model => string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Stage,-8} {model.Position}. {model.Name,-48} ${model.Price.Input:0.###} in, ${model.Price.Output:0.###} out"));
        return string.Join(Environment.NewLine,
        [
            .. lines,
            "Prices are per million tokens.",
            string.Create(CultureInfo.InvariantCulture, $"Explained are causes with a confidence below {ExplainBelow:P0}."),
            Limit("an investigation", Budget.Investigation),
            Limit("an hour", Budget.Hour),
            Limit("a day", Budget.Day),
            Limit("a month", Budget.Month),
        ]);
    }

    private static string Limit(string period, ModelAllowance limit) =>
        string.Create(CultureInfo.InvariantCulture, $"Limit of {period}: {limit.Tokens} tokens, ${limit.Money:0.##}.");
}

/// <summary>A model of a stage.</summary>
internal sealed record ListedModel(ModelStage Stage, int Position, string Name, ModelPrice Price);
