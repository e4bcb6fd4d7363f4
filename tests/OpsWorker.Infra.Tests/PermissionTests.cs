using OpsWorker.Testing;

namespace OpsWorker.Infra.Tests;

public sealed class PermissionTests(Templates templates)
{
    [Fact]
    public void Each_role_has_exactly_the_rights_that_are_written_down()
    {
        var expected = Path.Combine(Repository.Root, "tests", "OpsWorker.Infra.Tests", "golden", "permissions.txt");

        Rights(templates.Production).ShouldBe(File.ReadAllLines(expected));
    }

    [Fact]
    public void No_statement_allows_every_action_of_a_service()
    {
        var actions = Allowed().SelectMany(statement => statement.Actions);

        actions.Where(action => action.Contains('*', StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void No_statement_of_a_role_is_about_every_resource()
    {
        // Queues of clusters, objects of the bucket and parameters: what they are called is not known beforehand.
        string[] ends =
        [
            "opsworker-prod-commands-*",
            "opsworker-prod-operator-*",
            "/*/investigations/*",
            "/*/records/*",
            "/*/agents/*",
            ":parameter/opsworker/prod/*",
            ":parameter/opsworker/prod/Webhooks/*",
        ];

        var wildcards = Allowed().SelectMany(s => s.Resources).Where(r => r.Contains('*', StringComparison.Ordinal));

        wildcards.ShouldAllBe(resource => resource != "*" && ends.Any(resource.EndsWith));
    }

    [Fact]
    public void The_normalizer_may_send_alerts_and_read_access_keys_and_record_their_use_and_read_secrets_of_webhooks_and_nothing_else()
    {
        var rights = templates.Production.OfType("AWS::IAM::Policy")
            .Single(policy => policy.Id.StartsWith("FunctionsnormalizerRole", StringComparison.Ordinal))
            .Statements()
            .Select(statement => statement.ToString());

        rights.ShouldBe(
        [
            "allow logs:CreateLogStream, logs:PutLogEvents on /aws/lambda/opsworker-prod-normalizer",
            "allow sqs:SendMessage on opsworker-prod-alerts.fifo",
            "allow dynamodb:GetItem on opsworker-prod-records when ForAllValues:StringLike dynamodb:LeadingKeys key#*",
            "allow dynamodb:PutItem on opsworker-prod-records when ForAllValues:StringLike dynamodb:LeadingKeys audit#*",
            "allow dynamodb:UpdateItem on opsworker-prod-records when ForAllValues:StringLike dynamodb:LeadingKeys key#* "
                + "and ForAllValues:StringLike dynamodb:Attributes pk,sk,lastUsedAt",
            "allow ssm:GetParameter on arn:<Partition>:ssm:<Region>:<AccountId>:parameter/opsworker/prod/Webhooks/*",
        ]);
    }

    [Fact]
    public void No_role_has_a_managed_policy() =>
        templates.Production.OfType("AWS::IAM::Role").ShouldAllBe(role => role["ManagedPolicyArns"] == null);

    [Fact]
    public void Only_the_api_may_become_an_agent()
    {
        templates.Production.Statements()
            .Where(s => s.Allows && s.Actions.Contains("sts:AssumeRole") && s.Resources.Contains("opsworker-prod-agent-<Region>"))
            .ShouldHaveSingleItem()
            .Holder.Id.ShouldStartWith("FunctionsapiRole");
    }

    [Fact]
    public void Without_models_in_the_settings_no_model_may_be_called() =>
        templates.Development.Statements().SelectMany(s => s.Actions).ShouldNotContain("bedrock:InvokeModel");

    [Fact]
    public void Every_function_may_use_the_key_of_the_settings_and_agents_may_only_encrypt_with_it()
    {
        var statements = templates.Managed.Statements().Where(s => s.Resources.Contains(Templates.KeyArn)).ToList();

        var functions = templates.Managed.OfType("AWS::Lambda::Function");
        statements.Count(s => s.Sid == "UseKey").ShouldBe(functions.Count);
        statements.Where(s => s.Sid != "UseKey").ShouldHaveSingleItem().ToString()
            .ShouldBe($"allow kms:GenerateDataKey on {Templates.KeyArn}");
        functions.Count(f => f["Environment.Variables.OPSWORKER_KMS_KEY_ARN"] == Templates.KeyArn).ShouldBe(1);
    }

    private IEnumerable<PolicyStatement> Allowed() => templates.Production.Statements().Where(statement => statement.Allows);

    private static List<string> Rights(SynthesizedTemplate template)
    {
        var lines = new List<string>();
        foreach (var role in template.OfType("AWS::IAM::Role"))
        {
            // An id ends with eight digits of a hash.
            lines.Add(role["RoleName"] ?? role.Id[..^8]);
            var policies = template.OfType("AWS::IAM::Policy").Where(policy => policy["Roles.0"] == (role["RoleName"] ?? role.Id));
            var statements = policies.Prepend(role).SelectMany(holder => holder.Statements());
            lines.AddRange(statements.Select(s => $"  {(s.Sid is null ? "" : s.Sid + ": ")}{s}"));
        }

        return lines;
    }
}
