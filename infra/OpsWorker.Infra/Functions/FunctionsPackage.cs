using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Functions;

/// <summary>
/// The code of the functions, which <c>dotnet publish</c> wrote. Where it is missing a template can still be made,
/// with a text file in its place; CloudFormation then refuses to deploy it.
/// </summary>
public sealed class FunctionsPackage : Construct
{
    private const string MainAssembly = "OpsWorker.Functions.dll";
    private const string Placeholder = "placeholder";

    /// <summary>How to make the folder, for people.</summary>
    public const string PublishCommand =
        "dotnet publish src/OpsWorker.Functions -c Release -r linux-arm64 --no-self-contained -o src/OpsWorker.Functions/bin/publish";

    /// <summary>Finds the code.</summary>
    public FunctionsPackage(Construct scope, DeploymentSettings settings)
        : base(scope, "FunctionsPackage")
    {
        if (File.Exists(Path.Combine(settings.FunctionsAsset, MainAssembly)))
        {
            Code = Code.FromAsset(settings.FunctionsAsset);
            return;
        }

        Code = Code.FromAsset(Path.Combine(AppContext.BaseDirectory, Placeholder));
        RefuseDeployment(settings.FunctionsAsset);
    }

    /// <summary>The code, the same for every function.</summary>
    public Code Code { get; }

    /// <summary>
    /// Adds a rule that CloudFormation checks before it changes anything, and that cannot hold: the parameter
    /// which it looks at may have no other value.
    /// </summary>
    private void RefuseDeployment(string folder)
    {
        Annotations.Of(this).AddWarningV2(
            "opsworker:functions-not-published",
            $"There is no {MainAssembly} in {folder}. The template can be looked at but not deployed. Run: {PublishCommand}");

        var stack = Stack.Of(this);
        var parameter = new CfnParameter(stack, "FunctionsCode", new CfnParameterProps
        {
            Type = "String",
            Default = Placeholder,
            AllowedValues = [Placeholder],
            Description = "Says that the functions were not published when this template was made.",
        });
        _ = new CfnRule(stack, "FunctionsArePublished", new CfnRuleProps
        {
            Assertions =
            [
                new CfnRuleAssertion
                {
                    Assert = Fn.ConditionNot(Fn.ConditionEquals(parameter.ValueAsString, Placeholder)),
                    AssertDescription = $"The functions are not published. Run: {PublishCommand}",
                },
            ],
        });
    }
}
