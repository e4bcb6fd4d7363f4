using System.Text;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Tests.Answers;

public sealed class ItemBudgetTests
{
    [Fact]
    public void What_fits_keeps_its_order()
    {
        var items = new ItemBudget(1000);
        Add(items, 1, "a", Trouble.None);
        Add(items, 1, "b", Trouble.Now);
        Add(items, 1, "c", Trouble.Before);

        var list = items.WriteList("PodList", "v1");

        list.Content.ShouldContain("[\"a\",\"b\",\"c\"]");
        list.OmittedBytes.ShouldBe(0);
    }

    [Fact]
    public void Of_what_does_not_fit_the_worst_are_kept_and_the_rest_is_counted()
    {
        var items = new ItemBudget(150);
        Add(items, 100, "healthy", Trouble.None);
        Add(items, 2, "restart", Trouble.Before);
        Add(items, 2, "trouble", Trouble.Now);

        var list = items.WriteList("PodList", "v1");

        list.Content.ShouldContain("[\"trouble\",\"trouble\",\"restart\",\"restart\",\"healthy\"");
        list.Content.Length.ShouldBeLessThanOrEqualTo(150);
        var kept = list.Content.Split("\"healthy\"").Length - 1;
        list.OmittedBytes.ShouldBe((100 - kept) * 10);
    }

    [Fact]
    public void More_trouble_than_fits_is_cut_and_counted()
    {
        var items = new ItemBudget(100);
        Add(items, 100, "trouble", Trouble.Now);

        var list = items.WriteList("PodList", "v1");

        list.Content.Length.ShouldBeLessThanOrEqualTo(100);
        list.OmittedBytes.ShouldBeGreaterThan(900);
    }

    private static void Add(ItemBudget items, int count, string text, Trouble trouble)
    {
        for (var i = 0; i < count; i++) items.Add(Encoding.UTF8.GetBytes($"\"{text}\""), trouble);
    }
}
