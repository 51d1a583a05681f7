"""Words of every document: right as a pair, but no entry for a glossary (既定 = default)."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


JAPANESE = _set(
    """その他 関連 主要 重要 特定 各種 本格的 全体 一部 場合 必要 内容 方法 手順 詳細 概要 目的
    理由 結果 例 値 既定 既定値 規定 規定値 情報 対応 実施 利用 使用 活用 可能 追加 変更
    向上 改善 維持 提供 開始 終了 予定 今後 当初 早期 新旧 現在 将来 従来 以前 最新 最初
    最後 次 上記 下記 以下 以上 状況 状態 影響 要因 傾向 部分 問題 課題 重視 強化 継続 実現
    実行 選択 入力 表示 作成 削除 指定 確認 名前 説明 手動 自動 複数 単位 種類 質問 回答
    資料 参照 ページ 表 図 注 番号 合計 内訳 目標 見込み 可能性 必要性 重要性"""
)
ENGLISH = _set(
    """other related major important certain various full-scale full scale whole part case need
    content method procedure step detail overview purpose reason result example value default
    information response use addition change improvement improve maintain provide start end plan
    future present current early old new latest first last next following above below situation
    state condition impact effect factor trend issue problem topic focus enhance continue realize
    select enter display create creation delete specify confirm name description manual automatic
    multiple unit kind type question answer material reference page table figure note number total
    breakdown target possibility available additional specific different same several support"""
)
